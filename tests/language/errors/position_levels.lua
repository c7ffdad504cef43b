local function f(level) error("msg", level) end
local function g(level)
    f(level)
    return nil
end
print(pcall(g, 0))        --> false msg
print(pcall(g, 1))        --> false position_levels.lua:1: msg
print(pcall(g, 2))        --> false position_levels.lua:3: msg
print(pcall(g))           --> false position_levels.lua:1: msg
print(pcall(error, "m", 1))   --> false m
print(pcall(function() error("x", 50) end))   --> false x
print(pcall(function() error({}, 1) end))     --~ false table: .*
print(pcall(function() error(5) end))         --> false 5
