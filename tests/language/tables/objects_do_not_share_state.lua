local function point(x, y) return { x = x, y = y } end
local a, b = point(1, 2), point(3, 4)
a.z = 5
print(b.z, a.z, b.x)                                  --> nil 5 3
setmetatable(a, { __index = { w = "w" } })
print(a.w, b.w, getmetatable(b))                      --> w nil nil
a.x = nil
print(a.x, b.x, point(6, 7).x)                        --> nil 3 6
for i = 1, 100 do a["k" .. i] = i end
print(b.k1, a.k100, a.y, b.y)                         --> nil 100 2 4
b.x = "string now"
print(b.x, point(8, 9).x)                             --> string now 8
