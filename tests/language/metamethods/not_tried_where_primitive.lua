-- Metamethods of values for which the operation is defined are not asked.
local never = function() error("asked", 0) end
local all = {}
for _, name in ipairs { "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "shl", "shr",
    "bnot", "concat", "eq", "lt", "le", "len", "call" } do all["__" .. name] = never end
debug.setmetatable(0, all)
print(1 + 2, 3 - 1, 2 * 3, 1 / 2, 7 % 4, 2 ^ 2, 7 // 2)    --> 3 2 6 0.5 3 4.0 3
print(-(1), 6 & 3, 6 | 3, 6 ~ 3, 1 << 2, 8 >> 1, ~0, 2.0 & 3)  --> -1 2 7 5 4 4 -1 2
print(1 .. 2, 1 .. "x", 1 == 2, 1 < 2, 1.5 <= 2, 1 == "1")     --> 12 1x false true true false
debug.setmetatable(0, nil)
local strings = getmetatable("")
for _, name in ipairs { "concat", "eq", "lt", "le", "len" } do strings["__" .. name] = never end
print("a" .. "b", "a" .. 1, #"abc", "a" == "b", "a" < "b", "a" <= "b")  --> ab a1 3 false true true
for _, name in ipairs { "concat", "eq", "lt", "le", "len" } do strings["__" .. name] = nil end
local t = setmetatable({ key = 1, [1] = 2 }, { __index = never, __newindex = never, __eq = never })
t.key, t[1] = 3, 4
print(t.key, t[1], t == t, t == 1, t == nil, t == "x", t == print)  --> 3 4 true false false false false
debug.setmetatable(print, { __eq = never, __call = never })
print(print == type, print == print)                                --> false true
debug.setmetatable(print, nil)
debug.setmetatable(true, { __eq = never })
print(true == false, true == true)                                  --> false true
debug.setmetatable(true, nil)
print(io.stdout == t, t == io.stdout)                               --> false false
