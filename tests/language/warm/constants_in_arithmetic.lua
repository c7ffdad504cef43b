local function f(x) return x + 1, x - 1, x * 2, x / 2, x // 2, x % 2, x ^ 2, 1 - x, 10 // x end
for i = 1, 1000 do f(i) end
print(f(7))          --> 8 6 14 3.5 3 1 49.0 -6 1
print(f(7.5))        --> 8.5 6.5 15.0 3.75 3.0 1.5 56.25 -6.5 1.0
print(f("4"))        --> 5 3 8 2.0 2 0 16.0 -3 2
print(f(math.mininteger))  --> -9223372036854775807 9223372036854775807 0 -4.6116860184274e+18 -4611686018427387904 0 8.5070591730235e+37 -9223372036854775807 -1
print(pcall(f, {}))  --~ false .*attempt to perform arithmetic on a table value \(local 'x'\)
print(f(2))          --> 3 1 4 1.0 1 0 4.0 -1 5
