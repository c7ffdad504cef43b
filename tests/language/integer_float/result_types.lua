local t = math.type
print(t(1 + 1), t(1 - 1), t(2 * 3), t(7 // 2), t(7 % 2), t(-1))  --> integer integer integer integer integer integer
print(t(1 + 1.0), t(1.0 - 1), t(2 * 3.0), t(7 // 2.0), t(7.0 % 2))  --> float float float float float
print(t(4 / 2), t(2 ^ 2), t(-1.0))                               --> float float float
print(t(3 | 1.0), t(~1.0), t(1 << 1))                            --> integer integer integer
print(4 / 2, 2 ^ 2, 7 // 2.0, 7.0 % 4)                           --> 2.0 4.0 3.0 3.0
