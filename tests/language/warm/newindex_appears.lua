local log = {}
local function put(t, v) t.x = v end
local t = {}
for i = 1, 1000 do t.x = nil put(t, i) end
print(t.x)                                        --> 1000
local mt = {}
local u = setmetatable({}, mt)
for i = 1, 1000 do u.x = nil put(u, i) end
mt.__newindex = function(_, k, v) log[#log + 1] = k .. v end
put(u, 1)
print(u.x, #log)                                  --> 1 0
u.x = nil
put(u, 2)
print(u.x, log[1])                                --> nil x2
mt.__newindex = nil
put(u, 3)
print(u.x)                                        --> 3
setmetatable(t, { __newindex = log })
t.x = nil
put(t, "via")
print(rawget(t, "x"), log.x)                      --> nil via
