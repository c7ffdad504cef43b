local t = { a = 1, b = 2, c = 3, 10, 20 }
local k, v = next(t)
local visited = 0
while k ~= nil do
    visited = visited + 1
    t[k] = v + 1
    t[k] = nil
    t[k] = nil
    k, v = next(t, k)
end
print(visited, next(t))                                                   --> 5 nil
