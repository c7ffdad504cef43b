-- Arguments fill parameters from the left, nil where there are none; what is left over goes to `...` or nowhere.
local function plain(a, b) return a, b end
local function variadic(a, b, ...) return a, b, select("#", ...), ... end
local function many() return "x", "y", "z" end
print(plain(1), "|", plain(1, 2), "|", plain(1, 2, 3))   --> 1 | 1 | 1 2
print(plain(many(), 9))                    --> x 9
print(plain(many()))                       --> x y
print(variadic(1))                         --> 1 nil 0
print(variadic(1, 2))                      --> 1 2 0
print(variadic(1, 2, 3, nil))              --> 1 2 2 3 nil
print(variadic(0, many()))                 --> 0 x 2 y z
print(variadic(many(), many()))            --> x x 2 y z
print(variadic((many())))                  --> x nil 0
local function none() end
print(plain(none()), variadic(none(), none()))  --> nil nil nil 0
local first, second, third = variadic(none())
print(first, second, third)                --> nil nil 0
local function set(a, ...) a = "set" return a, ... end
print(set(1, 2))                           --> set 2
