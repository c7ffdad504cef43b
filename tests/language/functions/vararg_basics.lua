local function f(...)
    local a, b = ...
    return select("#", ...), a, b, (...)
end
print(f())                     --> 0 nil nil nil
print(f(nil))                  --> 1 nil nil nil
print(f(1, nil, nil))          --> 3 1 nil 1
local function pass(...) return ... end
print(pass(1, 2, 3))           --> 1 2 3
print(pass(), 1)               --> nil 1
print((pass(1, 2)))            --> 1
local function last(x, ...) return x, ... end
print(last(1, 2, 3))           --> 1 2 3
print(select("#", last()))     --> 1
print(#{ pass(1, 2, 3) }, #{ pass(1, 2), pass(3, 4) })  --> 3 3
