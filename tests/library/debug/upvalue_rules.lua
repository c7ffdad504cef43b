-- getupvalue, setupvalue, upvalueid, upvaluejoin: names, values, shared and separate, out of range.
local a, b = 1, 2
local function f() return a, b end
local function g() return b, a end
local function loops() local t = {} for i = 1, 2 do t[i] = function() return i end end return t[1], t[2] end
local one, two = loops()
print(debug.getupvalue(f, 1))                            --> a 1
print(debug.getupvalue(f, 2))                            --> b 2
print(select("#", debug.getupvalue(f, 3)), select("#", debug.getupvalue(f, 0)), select("#", debug.getupvalue(f, -1)), debug.getupvalue(f, 256))   --> 0 0 0
print(debug.setupvalue(f, 1, "A"), a, debug.setupvalue(f, 2, nil), b, select("#", debug.setupvalue(f, 3, 1)))   --> a A b nil 0
print(debug.upvalueid(f, 1) == debug.upvalueid(g, 2), debug.upvalueid(f, 1) == debug.upvalueid(g, 1), debug.upvalueid(one, 1) == debug.upvalueid(two, 1))   --> true false false
print(type(debug.upvalueid(f, 1)), debug.upvalueid(f, 3), debug.upvalueid(f, 0), debug.upvalueid(print, 1))   --> userdata nil nil nil
print(select("#", debug.upvaluejoin(one, 1, two, 1)), one(), two(), debug.upvalueid(one, 1) == debug.upvalueid(two, 1))   --> 0 2 2 true
debug.setupvalue(one, 1, "both")
print(one(), two())                                      --> both both
-- functions of C: the name is empty, where there are upvalues
print((debug.getupvalue(("x"):gmatch("x"), 1)) == nil or debug.getupvalue(("x"):gmatch("x"), 1))   --~ (true||nil)
print(debug.getupvalue(print, 1), debug.setupvalue(print, 1, 2))   --> nil
-- without debug information
local stripped = load(string.dump(f, true))
print((debug.getupvalue(stripped, 1)), (debug.getupvalue(stripped, 2)), (debug.setupvalue(stripped, 1, 5)), (stripped()))   --> (no name) (no name) (no name) 5
-- an open upvalue is the local variable, a closed one lives on
local get
do
    local v = "open"
    get = function() return v end
    debug.setupvalue(get, 1, "changed")
    print(v)                                             --> changed
    v = "again"
end
print(debug.getupvalue(get, 1))                          --> v again
for _, x in ipairs { {}, { 1, 1 }, { f }, { f, "x" }, { f, 1.5 }, { {}, 1 } } do print((select(2, pcall(debug.getupvalue, table.unpack(x))))) end
--> bad argument #2 to 'debug.getupvalue' (number expected, got no value)
--> bad argument #1 to 'debug.getupvalue' (function expected, got number)
--> bad argument #2 to 'debug.getupvalue' (number expected, got no value)
--> bad argument #2 to 'debug.getupvalue' (number expected, got string)
--> bad argument #2 to 'debug.getupvalue' (number has no integer representation)
--> bad argument #1 to 'debug.getupvalue' (function expected, got table)
for _, x in ipairs { {}, { f, 1 }, { 1, 1, 1 }, { f, {}, 1 } } do print((select(2, pcall(debug.setupvalue, table.unpack(x))))) end
--> bad argument #3 to 'debug.setupvalue' (value expected)
--> bad argument #3 to 'debug.setupvalue' (value expected)
--> bad argument #1 to 'debug.setupvalue' (function expected, got number)
--> bad argument #2 to 'debug.setupvalue' (number expected, got table)
for _, x in ipairs { { f, 3, g, 1 }, { f, 1, g, 3 }, { f, 0, g, 1 }, { print, 1, g, 1 }, { f, 1, print, 1 }, { 1, 1, g, 1 }, { f, 1 } } do
    print((select(2, pcall(debug.upvaluejoin, table.unpack(x)))))
end
--> bad argument #2 to 'debug.upvaluejoin' (invalid upvalue index)
--> bad argument #4 to 'debug.upvaluejoin' (invalid upvalue index)
--> bad argument #2 to 'debug.upvaluejoin' (invalid upvalue index)
--> bad argument #2 to 'debug.upvaluejoin' (invalid upvalue index)
--> bad argument #4 to 'debug.upvaluejoin' (invalid upvalue index)
--> bad argument #1 to 'debug.upvaluejoin' (function expected, got number)
--> bad argument #4 to 'debug.upvaluejoin' (number expected, got no value)
print((select(2, pcall(debug.upvalueid, f))), (select(2, pcall(debug.upvalueid, 1, 1))))   --> bad argument #2 to 'debug.upvalueid' (number expected, got no value) bad argument #1 to 'debug.upvalueid' (function expected, got number)
