local log, store = {}, { "x", "y" }
local t = setmetatable({}, {
    __index = function(_, k) log[#log + 1] = "get" .. k return store[k] end,
    __newindex = function(_, k, v) log[#log + 1] = "set" .. k store[k] = v end,
    __len = function() log[#log + 1] = "len" return #store end,
})
table.insert(t, "z")
table.insert(t, 1, "w")
print(table.concat(store, " "), table.concat(log, " "))  --> w x y z len set3 len get3 set4 get2 set3 get1 set2 set1
log = {}
print(table.remove(t, 1), table.concat(store, " "), table.concat(log, " "))  --> w x y z len get1 get2 set1 get3 set2 get4 set3 set4
