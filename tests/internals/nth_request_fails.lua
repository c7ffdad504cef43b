--@ heavy
-- Memory runs out at each single request that a piece of work makes, for a moment or for good. Each
-- time the script gets an error it can catch, the heap is valid, and the work succeeds afterwards.
local function work()
    local t, log = {}, {}
    for i = 1, 6 do t[i], t["k" .. i], t[i + 0.5] = {i}, i, i end
    for k, v in pairs(t) do log[#log + 1] = tostring(k) end
    table.sort(log)
    local text = table.concat(log, ","):gsub("%d+", function(d) return "<" .. d .. ">" end)
    local o = setmetatable({}, {__index = function(_, k) return k .. k end, __concat = rawequal,
                                __call = function(_, ...) return select("#", ...) end})
    local co = coroutine.wrap(function(a)
        local c <close> = setmetatable({}, {__close = function() log[#log + 1] = "closed" end})
        local b = coroutine.yield(a .. "!")
        return pcall(error, {b})
    end)
    local f = assert(load("local a, b = ... ; return function() a = a + 1; return a + b end"))
    local g = load(string.dump(f))
    local long = ("x"):rep(100) .. text
    local packed = string.pack("zs4i8", text, long, 5)
    return co("y"), co("z"), o.abc, o(1, 2, 3), f(1, 2)(), g(3, 4)(), #long, #packed,
        string.format("%q %5.1f %s", text, 2.5, o == t), utf8.char(8364, 955)
end

local expected = table.pack(work())

local function same(...)
    local results = table.pack(...)
    if results.n ~= expected.n then return false end
    for i = 1, results.n do
        if results[i] ~= expected[i] and type(expected[i]) ~= "table" then return false end
    end
    return true
end

local function checked()
    assert(same(work()))
    return "done"
end

local function sweep(set, step)
    local amount, failed = 0, 0
    while true do
        collectgarbage()
        set(amount)
        local ok, result = pcall(checked)
        set(nil)
        if amount % 5 == 0 then T.checkmemory() end
        if ok then
            assert(result == "done")
            break
        end
        assert(result:find("not enough memory$"), result)
        failed = failed + 1
        amount = amount + step
    end
    assert(same(work()))
    T.checkmemory()
    return failed
end

for _, mode in ipairs {"generational", "incremental"} do
    collectgarbage(mode)
    print(sweep(T.alloccount, 1) > 100)                      --> true --> true
    local base
    print(sweep(function(n)
        if not n then T.totalmem(0) return end
        collectgarbage()
        T.totalmem(T.totalmem() + n)
    end, 97) > 50)                                           --> true --> true
end

-- With no memory at all a collection still works, and finalizers are kept for later.
local finalized = 0
for i = 1, 100 do setmetatable({}, {__gc = function() finalized = finalized + 1 end}) end
T.alloccount(0)
collectgarbage()
T.alloccount()
collectgarbage()
print(finalized) --> 100
T.checkmemory()
