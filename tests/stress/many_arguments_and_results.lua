local t = {}
for i = 1, 100000 do t[i] = i end
print(select("#", table.unpack(t)))                      --> 100000
print((select(100000, table.unpack(t))))                 --> 100000
local function count(...) return select("#", ...) end
print(count(table.unpack(t)), count(0, table.unpack(t))) --> 100000 100001
print(#{ table.unpack(t) }, #table.pack(table.unpack(t)))   --> 100000 100000
print(math.max(table.unpack(t)), #string.char(table.unpack({ ("a"):rep(50000):byte(1, -1) })))   --> 100000 50000
print((pcall(table.unpack, {}, 1, 2000000)))             --> false
local ok, e = pcall(function() local function f(...) return (f(1, ...)) end return f() end)
print(ok, e:match("stack overflow") or e:match("memory") or e:match("too many"))   --~ false .+
