local a = setmetatable({}, { __mode = "k" })
local b = setmetatable({}, { __mode = "k" })
do
    local x, y = {}, {}
    a[x], b[y] = y, x       -- each keeps the other only if it lives itself
end
collectgarbage()
print(next(a), next(b))     --> nil nil
local x = {}
do local y = {} a[x], b[y] = y, "reached" end
collectgarbage()
print(b[a[x]])              --> reached
