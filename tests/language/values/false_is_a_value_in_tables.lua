-- A field that is false is present; one that is nil is absent.
local t = { false, key = false, [false] = "by false" }
local n = 0
for k, v in pairs(t) do n = n + 1 end
print(n, t[1], t.key, t[false], #t)              --> 3 false false by false 1
t = setmetatable(t, { __index = function() return "absent" end })
print(t[1], t.key, t[2], t.other)                --> false false absent absent
t.key = nil
print(t.key, rawget(t, "key"))                   --> absent nil
for i, v in ipairs { false, false, nil, false } do io.write(i, " ") end
print()                                          --> 1 2
