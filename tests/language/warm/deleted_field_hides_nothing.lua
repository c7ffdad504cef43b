-- An object whose own field was deleted inherits; another one with the same fields still has its own.
local Class = {x = "class", f = function() return "class method" end}
Class.__index = Class
local function read(o) return o.x end
local function call(o) return o:f() end

local first = setmetatable({x = 1}, Class)
first.x = nil
print(read(first), read(first)) --> class class
local second = setmetatable({x = 2}, Class)
print(read(second)) --> 2
print(read(first)) --> class
first.x = 3
print(read(first), read(second)) --> 3 2

local one = setmetatable({f = 0}, Class)
one.f = nil
print(call(one), call(one)) --> class method class method
local own = setmetatable({f = function() return "own method" end}, Class)
print(call(own)) --> own method
print(call(one)) --> class method
