local function visit(t, f) local n = 0 for k, v in pairs(t) do n = n + 1 f(k, v) end return n end
local function nothing() end
for _ = 1, 200 do visit({ 1, 2, a = 1 }, nothing) end
local t = { 1, 2, 3, a = 1, b = 2 }
print(visit(t, function(k) t[k] = nil end), next(t))  --> 5 nil
t = { 1, 2, 3, a = 1, b = 2 }
print(visit(t, function(k, v) t[k] = v * 2 collectgarbage("step") end), t[3], t.b)   --> 5 6 4
local grown = { 1, 2, 3 }
local n = 0
for i, v in ipairs(grown) do n = n + 1 if n <= 5 then table.insert(grown, v) end end
print(n, #grown)                                      --> 8 8
local shrunk = { 1, 2, 3, 4, 5 }
n = 0
for i in ipairs(shrunk) do n = n + 1 shrunk[#shrunk] = nil end
print(n)                                              --> 3
