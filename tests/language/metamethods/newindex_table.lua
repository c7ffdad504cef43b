local store = {}
local t = setmetatable({}, { __newindex = store })
t.a = 1
print(rawget(t, "a"), store.a, t.a)                    --> nil 1 nil
local guarded = setmetatable({}, { __newindex = function(_, k) error("no field " .. k, 0) end })
local front = setmetatable({}, { __newindex = guarded })
print(pcall(function() front.x = 1 end))               --> false no field x
print(pcall(function() t[nil] = 1 end))                --~ false .*: table index is nil
t[1.0] = "one"
print(store[1])                                        --> one
