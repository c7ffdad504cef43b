local function name() local i = debug.getinfo(2, "n") return i.namewhat .. " " .. tostring(i.name) end
local t = {}
function t.field() return (name()) end
function t:method() return (name()) end
function global_function() return (name()) end
local function loc() return (name()) end
local up = function() return (name()) end
local function calls_up() return (up()) end
print(t.field(), t:method(), global_function(), loc(), calls_up())  --~ (field|method) field method method global global_function local loc upvalue up
local mt = setmetatable({}, { __add = function() return (name()) end, __index = function() return (name()) end })
print(mt + 1, mt.x)                                  --> metamethod add metamethod index
for r in function(_, c) if not c then return (name()) end end do print(r) end   --> for iterator for iterator
local r = pcall(function() return (name()) end)
print((function() return (name()) end)())            --~ .*nil
