print(1 + 2 * 3, (1 + 2) * 3, 2 * 3 % 4)            --> 7 9 2
print(-2 ^ 2, not 1 == 2, not (1 == 2))             --> -4.0 false true
print(1 .. 2 .. 3, "a" .. 1 + 2)                    --> 123 a3
print(1 << 2 + 1, 1 | 2 & 3, 1 | 2 ~ 3, 6 & 3 << 1) --> 8 3 1 6
print(1 < 2 == true, 1 + 1 == 2 and 3 or 4)         --> true 3
print(2 ^ -1, -2 ^ -2, 2 ^ 3 ^ 0)                   --> 0.5 -0.25 2.0
print(false or nil and 1, 1 or nil and nil)         --> nil 1
print("1" .. "2" == "12", #"ab" + 1, -"2" + 5)      --> true 3 3
print(5 - 3 - 1, 2 / 2 / 2, 7 // 2 * 2, 1 << 1 << 1) --> 1 0.5 6 4
print(~1 + 1, ~1 & 3, 3 ~ ~0, 2 ^ 2 .. '')  --> -1 2 -4 4.0
print(not nil and 5, not nil == true, - -2 ^ 2)     --> 5 true 4.0
