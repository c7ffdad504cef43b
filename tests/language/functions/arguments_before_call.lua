-- The function value and all arguments are evaluated before the call; what they change meanwhile does not matter.
local function old(...) return "old", ... end
local function new(...) return "new", ... end
f = old
print(f((function() f = new return "x" end)()))          --> old x
print(f("y"))                                            --> new y
local object = { name = "first", get = function(self, x) return self.name, x end }
local current = object
print(current:get((function() current = { get = new } return "arg" end)()))  --> first arg
print(pcall(function() return undefined(error("argument first", 0)) end))    --> false argument first
print(pcall(function() return undefined((function() return 1 end)()) end))   --~ false .*attempt to call a nil value \(global 'undefined'\)
local log = {}
local function note(x) log[#log + 1] = x return x end
local s = note "a" .. note "b" .. note "c"
local t = { note(1), note(2), [note "k"] = note "v" }
print(s, #log, table.concat(log, " "))                   --> abc 7 a b c 1 2 k v
