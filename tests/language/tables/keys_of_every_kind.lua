local co, f, t = coroutine.create(print), function() end, {}
local keys = { "s", ("long"):rep(20), 1, -1, 0, 2.5, -0.5, math.huge, -math.huge, true, false, co, f, t, io.stdout, print,
    math.maxinteger, math.mininteger, 2 ^ 63, 1e300 }
local m = {}
for i, k in ipairs(keys) do m[k] = i end
local ok, n = 0, 0
for i, k in ipairs(keys) do if m[k] == i then ok = ok + 1 end end
for _ in pairs(m) do n = n + 1 end
print(ok, n, #keys)                                   --> 20 20 20
for _, k in ipairs(keys) do m[k] = nil end
print(next(m))                                        --> nil
