-- What must work in a State in which memory ran out before.
local t = {}
for i = 1, 30 do
    t[i] = ("y"):rep(i)
    t["f" .. i] = {i}
end
assert(#table.concat(t) == 465)
assert(select(2, pcall(error, "e", 0)) == "e")
assert(select(2, pcall(function() local a = nil; a.b = 1 end)):find("local 'a'"))
local co = coroutine.wrap(function(a) return coroutine.yield(a) end)
assert(co(1) == 1)
assert(load(string.dump(load("return ...")))(7) == 7)
assert(tostring(setmetatable({}, {__tostring = function() return "m" end})) == "m")
assert(string.format("%s %d", "x", 1):gsub("x", "y") == "y 1")
assert(require("string") == string)
collectgarbage("restart")
collectgarbage("step")
collectgarbage()
