-- What the upvalues of a loaded function are: manual 6.1, load.
local main = load("return x")
print(debug.getinfo(main, "u").nups, (debug.getupvalue(main, 1)))      --> 1 _ENV
print(debug.getinfo(load("local a = 1 return a"), "u").nups, (debug.getupvalue(load(""), 1)))  --> 1 _ENV
print(debug.upvalueid(main, 1) == debug.upvalueid(load("return x"), 1))   --> false
-- a binary chunk: the first upvalue is the environment, whatever it was; the others are nil, all are new
local a, b, c = "a", "b", "c"
local function three() return a, b, c end
local copy = load(string.dump(three), "copy", "b", "given")
print(copy())                                          --> given nil nil
print(select(2, load(string.dump(three))()))           --> nil nil
print(load(string.dump(three))() == _G)                --> true
print(load(string.dump(three), nil, nil, nil)())       --> nil nil nil
debug.setupvalue(copy, 2, "set")
print(copy())                                          --> given set nil
print(three())                                         --> a b c
print(debug.upvalueid(copy, 2) == debug.upvalueid(three, 2))              --> false
local none = load(string.dump(function(...) return select("#", ...) end, true))
print(none and debug.getinfo(none, "u").nups)          --> 1
local pure = load(string.dump(function(n) return n + 1 end), "pure", "b", {})
print(pure(4), debug.getinfo(pure, "u").nups)          --> 5 0
