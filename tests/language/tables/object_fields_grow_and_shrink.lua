local o = {}
for i = 1, 200 do o["field" .. i] = i end
for i = 1, 200 do assert(o["field" .. i] == i) end
for i = 1, 200, 2 do o["field" .. i] = nil end
local n = 0
for k, v in pairs(o) do n = n + 1 assert(k == "field" .. v and v % 2 == 0) end
print(n)                                              --> 100
for i = 1, 200, 2 do o["field" .. i] = -i end
n = 0
for k, v in pairs(o) do n = n + v end
print(n, o.field1, o.field200)                        --> 100 -1 200
for k in pairs(o) do o[k] = nil end
print(next(o), o.field2)                              --> nil nil
o.fresh = 1
print(next(o))                                        --> fresh 1
