-- Defaults and wrong arguments of load.
local function why(...) print(select(2, pcall(load, ...))) end
why()                                                  --> bad argument #1 to 'load' (function expected, got no value)
why(true)                                              --> bad argument #1 to 'load' (function expected, got boolean)
why(nil)                                               --> bad argument #1 to 'load' (function expected, got nil)
why("return 1", {})                                    --> bad argument #2 to 'load' (string expected, got table)
why("return 1", "n", {})                               --> bad argument #3 to 'load' (string expected, got table)
print(load(12))                                        --> nil [string "12"]:1: unexpected symbol near '12'
print(load("return 1", "n", "x"))                      --> nil attempt to load a text chunk (mode is 'x')
print(load("return 1", "n", ""))                       --> nil attempt to load a text chunk (mode is '')
print(debug.getinfo(load(function() end), "S").source) --> =(load)
print(debug.getinfo(load("return 1"), "S").source)     --> return 1
print(debug.getinfo(load("return 1", nil), "S").source)  --> return 1
print(debug.getinfo(load("return 1", "@f"), "S").source, debug.getinfo(load("return 1", "=f"), "S").short_src)  --> @f f
print(load("return ...")(1, nil, 3))                   --> 1 nil 3
-- a reader may return numbers; nothing, nil and "" end the chunk
local function pieces(...)
    local all, i = table.pack(...), 0
    return function() i = i + 1 if i <= all.n then return all[i] end end
end
print(load(pieces("return ", 1, 2))())                 --> 12
print(load(pieces("return 5", nil, " + 1"))())         --> 5
print(load(pieces("return 5", "", " + 1"))())          --> 5
local calls = 0
load(function() calls = calls + 1 return nil end)
print(calls)                                           --> 1
print(pcall(load(pieces("error('in chunk')"))))        --> false (load):1: in chunk
