-- A global name means the _ENV that is visible there: local, parameter, upvalue, loop variable.
local print = print
name = "global"
local function read() return name end
local _ENV = { name = "local", setmetatable = setmetatable }
local function upvalue() return name end
local function parameter(_ENV) return name, function() return name end end
print(read(), upvalue(), parameter { name = "parameter" })  --~ global local parameter function: .*
local _, inner = parameter { name = "kept" }
print(inner(), name)                          --> kept local
_ENV = { name = "replaced" }
print(upvalue(), read())                      --> replaced global
do
    local _ENV <const> = { name = "block" }
    print(name, upvalue())                    --> block replaced
end
for _, _ENV in (function(s, c) if not c then return 1, { name = "loop" } end end) do print(name) end  --> loop
print(name)                                   --> replaced
