local o = setmetatable({}, { __tostring = function() return coroutine.yield("asked") end })
local co = coroutine.wrap(function() return tostring(o) .. "." end)
print(co())                     --> asked
print(co("text"))               --> text.
co = coroutine.wrap(function() print(1, o, 2) return "done" end)
print(co())                     --> 1asked
print(co("OBJ"))                -->  OBJ 2 --> done
co = coroutine.wrap(function() return ("<%s|%5s>"):format(o, o) end)
print(co(), co("a"))            --> asked asked
print(co("b"))                  --> <a|    b>
