-- Tricks with debug: upvalues, locals, registry, hooks, metatables.
-- ends: ok error time depth
-- libraries: debug
local d = debug
local function tricked() local a, b = 1, 2 return a + b end
pcall(d.setupvalue, tricked, 1, nil) pcall(d.upvaluejoin, tricked, 1, print or next, 1)
pcall(d.setlocal, 1, 1, nil) pcall(d.setlocal, 1, -1, {}) pcall(d.setlocal, 2, 1, 'x') pcall(d.getlocal, 1 << 40, 1)
pcall(d.setmetatable, 5, {__index = d, __call = d.traceback}) pcall(d.setmetatable, nil, {__index = function(_, k) return k end})
pcall(d.setmetatable, print, {__index = {}}) pcall(d.setuservalue, 1, 1, 1)
local r = d.getregistry()
pcall(function() for k, v in pairs(r) do if type(v) == 'table' then for i in pairs(v) do pcall(rawset, v, i, 1) end end end end)
d.sethook(function() local x = d.getinfo(2, 'SlnrutfL') pcall(d.setlocal, 2, 1, d.gethook()) end, 'crl', 1)
for n = 1, 100 do pcall(tricked) end
d.sethook()
return 'ok'
