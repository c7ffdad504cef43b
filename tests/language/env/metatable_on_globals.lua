local undefined = {}
setmetatable(_G, {
    __index = function(_, name) undefined[#undefined + 1] = name return name .. "!" end,
    __newindex = function(t, name, value) rawset(t, name, value * 2) end,
})
print(missing)               --> missing!
created = 21
print(created)               --> 42
created = 5
print(created, #undefined)   --> 5 1
