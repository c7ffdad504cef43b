-- t.name is t["name"], for reading, writing, calls, and with metamethods.
local t = { name = 1, ["other name"] = 2 }
print(t.name == t["name"], t["other name"], t["na" .. "me"])  --> true 2 1
t["made"], t.also = 3, 4
print(t.made, t["also"])                                      --> 3 4
t.f = function(x) return x end
print(t["f"](5), t.f(6))                                      --> 5 6
local log = {}
local p = setmetatable({}, {
    __index = function(_, k) log[#log + 1] = "get " .. k end,
    __newindex = function(_, k) log[#log + 1] = "set " .. k end,
})
local name = "a"
local _ = p.a, p["a"], p[name]
p.a, p["a"], p[name] = 1, 1, 1
table.sort(log)
print(table.concat(log, ", "))                                --> get a, get a, get a, set a, set a, set a
print(t[name], t.name)                                        --> nil 1
