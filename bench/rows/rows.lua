-- Single operations, each in a loop of its own, in the syntax of Lua 5.1.
--
--     rows.lua              the names, one on a line
--     rows.lua NAME N       N turns of that row: seconds of processor time, then a value that must be the same
--                           under every engine
--
-- The time of an empty loop is in every figure: what is compared is a loop with the operation in it.

local rows, order = {}, {}
local function row(name, body)
    rows[name] = body
    order[#order + 1] = name
end

-- Numbers

row("integer add", function(n)
    local sum = 0
    for i = 1, n do sum = sum + i end
    return sum
end)

row("integer multiply and modulo", function(n)
    local x = 1
    for i = 1, n do x = (x * 31 + i) % 65521 end
    return x
end)

row("float multiply-add", function(n)
    local x, y = 1.0, 0.5
    for _ = 1, n do x = x * 0.999 + y end
    return string.format("%.6f", x)
end)

row("float division", function(n)
    local x = 1e300
    for i = 1, n do x = x / 1.0001 end
    return x < 1e300
end)

row("comparisons", function(n)
    local less, equal = 0, 0
    for i = 1, n do
        if i % 3 < 2 then less = less + 1 end
        if i % 5 == 0 then equal = equal + 1 end
    end
    return less .. " " .. equal
end)

row("math.floor", function(n)
    local floor, sum = math.floor, 0
    for i = 1, n do sum = sum + floor(i / 3) end
    return sum
end)

row("tostring of integers", function(n)
    local length = 0
    for i = 1, n do length = length + #tostring(i) end
    return length
end)

row("tostring of floats", function(n)
    local length = 0
    for i = 1, n do length = length + #tostring(i + 0.25) end
    return length
end)

row("tonumber", function(n)
    local sum = 0
    for i = 1, n do sum = sum + tonumber("12.5") end
    return string.format("%.1f", sum)
end)

-- Calls

row("call of a function", function(n)
    local function f(a, b) return a end
    local x
    for i = 1, n do x = f(i, n) end
    return x
end)

row("call with varargs", function(n)
    local function f(...) return select("#", ...) end
    local sum = 0
    for i = 1, n do sum = sum + f(i, i, i) end
    return sum
end)

row("several results", function(n)
    local function f(a) return a, a + 1, a + 2 end
    local sum = 0
    for i = 1, n do
        local a, b, c = f(i)
        sum = sum + c - a
    end
    return sum
end)

row("recursion", function(n)
    local function down(k) if k == 0 then return 0 end return 1 + down(k - 1) end
    local sum = 0
    for _ = 1, n / 100 do sum = sum + down(100) end
    return sum
end)

row("tail call", function(n)
    local function down(k) if k == 0 then return "done" end return down(k - 1) end
    return down(n)
end)

row("new closure", function(n)
    local f
    for i = 1, n do f = function() return i end end
    return f()
end)

row("upvalue update", function(n)
    local count = 0
    local function step() count = count + 1 end
    for _ = 1, n do step() end
    return count
end)

row("pcall", function(n)
    local function f(x) return x end
    local sum = 0
    for i = 1, n do
        local _, x = pcall(f, i)
        sum = sum + x
    end
    return sum
end)

row("error and pcall", function(n)
    local function fail() error("wrong", 0) end
    local count = 0
    for _ = 1, n do
        local ok, message = pcall(fail)
        if message == "wrong" then count = count + 1 end
    end
    return count
end)

row("coroutine switch", function(n)
    local co = coroutine.wrap(function() while true do coroutine.yield(1) end end)
    local sum = 0
    for _ = 1, n do sum = sum + co() end
    return sum
end)

row("new coroutine", function(n)
    local sum = 0
    for i = 1, n do sum = sum + coroutine.wrap(function(x) return x end)(i) end
    return sum
end)

-- Tables

row("array read", function(n)
    local t, sum = {}, 0
    for i = 1, 256 do t[i] = i end
    for i = 1, n do sum = sum + t[i % 256 + 1] end
    return sum
end)

row("array write", function(n)
    local t = {}
    for i = 1, 256 do t[i] = 0 end
    for i = 1, n do t[i % 256 + 1] = i end
    return t[1]
end)

row("append with #", function(n)
    local t = {}
    for i = 1, n do t[#t + 1] = i end
    return #t
end)

row("table.insert and remove", function(n)
    local t, insert, remove, sum = {}, table.insert, table.remove, 0
    for i = 1, n do
        insert(t, i)
        if i % 4 == 0 then sum = sum + remove(t) end
    end
    return sum
end)

row("field read and write", function(n)
    local t = { x = 0, y = 1 }
    for _ = 1, n do t.x = t.x + t.y end
    return t.x
end)

row("map by string", function(n)
    local t, keys, sum = {}, {}, 0
    for i = 1, 64 do
        keys[i] = "key" .. i
        t[keys[i]] = i
    end
    for i = 1, n do sum = sum + t[keys[i % 64 + 1]] end
    return sum
end)

row("new small table", function(n)
    local t
    for i = 1, n do t = { x = i, y = i } end
    return t.x + t.y
end)

row("new small array", function(n)
    local t
    for i = 1, n do t = { i, i, i } end
    return t[3]
end)

row("ipairs", function(n)
    local t, sum = {}, 0
    for i = 1, 100 do t[i] = i end
    for _ = 1, n / 100 do for _, v in ipairs(t) do sum = sum + v end end
    return sum
end)

row("pairs over fields", function(n)
    local t, sum = {}, 0
    for i = 1, 100 do t["key" .. i] = i end
    for _ = 1, n / 100 do for _, v in pairs(t) do sum = sum + v end end
    return sum
end)

row("table.concat", function(n)
    local t, length = {}, 0
    for i = 1, 100 do t[i] = "word" .. i end
    for _ = 1, n / 100 do length = length + #table.concat(t, " ") end
    return length
end)

row("table.sort", function(n)
    local t, x = {}, 42
    for i = 1, n do
        x = x * 16807 % 2147483647
        t[i] = x
    end
    table.sort(t)
    return t[1]
end)

row("unpack", function(n)
    local unpack = table.unpack or unpack
    local t, sum = { 1, 2, 3, 4 }, 0
    for _ = 1, n do
        local _, _, _, d = unpack(t)
        sum = sum + d
    end
    return sum
end)

-- Objects

row("method call", function(n)
    local Class = {}
    Class.__index = Class
    function Class:add(k) self.sum = self.sum + k end
    local object = setmetatable({ sum = 0 }, Class)
    for i = 1, n do object:add(i) end
    return object.sum
end)

row("inherited method", function(n)
    local Base, Derived = {}, {}
    Base.__index, Derived.__index = Base, Derived
    function Base:one() return 1 end
    setmetatable(Derived, Base)
    local object, sum = setmetatable({}, Derived), 0
    for _ = 1, n do sum = sum + object:one() end
    return sum
end)

row("new object", function(n)
    local Point = {}
    Point.__index = Point
    local p
    for i = 1, n do p = setmetatable({ x = i, y = i }, Point) end
    return p.x
end)

row("metamethod __add", function(n)
    local meta = { __add = function(a, b) return a end }
    local a, b = setmetatable({}, meta), setmetatable({}, meta)
    for _ = 1, n do a = a + b end
    return type(a)
end)

row("__index function", function(n)
    local t, sum = setmetatable({}, { __index = function(_, k) return k end }), 0
    for i = 1, n do sum = sum + t[i] end
    return sum
end)

-- Strings

row("concatenation", function(n)
    local length = 0
    for i = 1, n do length = length + #("number " .. i .. "!") end
    return length
end)

row("string comparison", function(n)
    local a, b, count = "abcdefgh1", "abcdefgh2", 0
    for _ = 1, n do if a < b then count = count + 1 end end
    return count
end)

row("string.byte", function(n)
    local s, byte, sum = "abcdefghijklmnop", string.byte, 0
    for i = 1, n do sum = sum + byte(s, i % 16 + 1) end
    return sum
end)

row("string.sub", function(n)
    local s, sub, count = "abcdefghijklmnop", string.sub, 0
    for i = 1, n do if sub(s, i % 16 + 1, i % 16 + 1) == "c" then count = count + 1 end end
    return count
end)

row("string.find, plain", function(n)
    local s, find, sum = ("x"):rep(50) .. "needle", string.find, 0
    for _ = 1, n do sum = sum + find(s, "needle", 1, true) end
    return sum
end)

row("string.match", function(n)
    local s, match, sum = "name = value", string.match, 0
    for _ = 1, n do sum = sum + #match(s, "^(%w+)%s*=") end
    return sum
end)

row("string.gsub", function(n)
    local s, count = "the quick brown fox", 0
    for _ = 1, n do
        local _, k = s:gsub("%w+", "<%0>")
        count = count + k
    end
    return count
end)

row("string.gmatch", function(n)
    local s, count = "the quick brown fox", 0
    for _ = 1, n do for _ in s:gmatch("%a+") do count = count + 1 end end
    return count
end)

row("string.format", function(n)
    local format, length = string.format, 0
    for i = 1, n do length = length + #format("%s: %d %5.2f", "value", i, i / 8) end
    return length
end)

row("string.rep and upper", function(n)
    local length = 0
    for i = 1, n do length = length + #(("ab"):rep(i % 20):upper()) end
    return length
end)

-- The whole

row("load", function(n)
    local load, f = loadstring or load
    for i = 1, n do f = load("local a, b = ... return a + b * " .. i) end
    return f(1, 2)
end)

row("collectgarbage('count')", function(n)
    local count = 0
    for _ = 1, n do if collectgarbage("count") > 0 then count = count + 1 end end
    return count
end)

if not arg or not arg[1] then
    print(table.concat(order, "\n"))
else
    local body, n = rows[arg[1]], tonumber(arg[2])
    local start = os.clock()
    local value = body(n)
    print(os.clock() - start)
    print(value)
end
