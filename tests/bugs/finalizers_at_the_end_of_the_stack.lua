-- 5.4.1: the test for the end of the stack could run finalizers there, which then failed with warnings.
warn("@on")
local finalized, mt = 0, {}
mt.__gc = function(o) finalized = finalized + 1 if o.again then setmetatable({}, mt) end end
local function deep(n)
    setmetatable({again = n % 10 == 0}, mt)
    return 1 + deep(n + 1)
end
print((pcall(deep, 1))) --> false
local function wide(n) return select("#", table.unpack({}, 1, n)) end
for n = 990000, 1000100, 500 do setmetatable({}, mt) pcall(wide, n) end
collectgarbage() collectgarbage()
print(finalized > 1000) --> true
