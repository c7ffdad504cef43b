local function f(a, b, c) return a, b, c end
print(f())                   --> nil nil nil
print(f(1))                  --> 1 nil nil
print(f(1, 2, 3, 4))         --> 1 2 3
local function two() return 1, 2 end
print(f(two()))              --> 1 2 nil
print(f(two(), two()))       --> 1 1 2
print(f((two())))            --> 1 nil nil
print(f(0, two(), 9))        --> 0 1 9
