-- How the time of single operations grows with their size: each is done at sizes that double up to
-- the largest, and the ratio of each time to the one before is printed. A linear operation doubles;
-- sorting takes a little more than twice. What is above 2.2 in the geometric mean is marked.
-- Arguments: the largest size (default 10 million), then parts of names.

local largest = tonumber(arg and arg[1]) or 10000000
local DOUBLINGS = 4

local operations = {
    { "append t[#t+1]", function(n)
        local t = {}
        for i = 1, n do t[#t + 1] = i end
        return #t == n
    end },
    { "append table.insert", function(n)
        local t = {}
        for i = 1, n do table.insert(t, i) end
        return #t == n
    end },
    { "push and pop", function(n)
        local t = {}
        for i = 1, n do t[#t + 1] = i end
        for i = 1, n do table.remove(t) end
        return #t == 0
    end },
    { "integer keys, sparse", function(n)
        local t = {}
        for i = 1, n do t[i * 64] = i end
        return t[n * 64] == n
    end },
    { "integer keys, downwards", function(n)
        local t = {}
        for i = n, 1, -1 do t[i] = i end
        return #t == n
    end },
    { "integer keys, a run", function(n)
        local t = {}
        for i = 1, n / 2 do t[-i] = i t[i * 1000003] = i end
        return t[-1] == 1
    end },
    { "string keys", function(n)
        local t = {}
        for i = 1, n do t["k" .. i] = i end
        return t["k" .. n] == n
    end },
    { "table keys", function(n)
        local t, last = {}, nil
        for i = 1, n do last = {} t[last] = i end
        return t[last] == n
    end },
    { "insert and delete", function(n)
        local t = {}
        for i = 1, n do t["k" .. i] = i t["k" .. (i - 100)] = nil end
        return t["k" .. n] == n
    end },
    { "pairs", function(n)
        local t, count = {}, 0
        for i = 1, n do t[i * 3] = i end
        for _ in pairs(t) do count = count + 1 end
        return count == n
    end },
    { "queue", function(n)
        local t, head = {}, 1
        for i = 1, n do
            t[i] = i
            if i % 2 == 0 then t[head] = nil head = head + 1 end
        end
        return t[n] == n
    end },
    { "table.concat", function(n)
        local t = {}
        for i = 1, n do t[i] = "ab" end
        return #table.concat(t, ",") == 3 * n - 1
    end },
    { "rep and gsub", function(n)
        return #(("ab"):rep(n):gsub("a", "xy")) == 3 * n
    end },
    { "gmatch", function(n)
        local count = 0
        for _ in ("ab "):rep(n):gmatch("%a+") do count = count + 1 end
        return count == n
    end },
    { "sort numbers", function(n)
        local t, x = {}, 42
        for i = 1, n do x = (x * 16807) % 2147483647 t[i] = x end
        table.sort(t)
        return t[1] <= t[n]
    end, 2 },
    { "sort by function", function(n)
        local t, x = {}, 42
        for i = 1, n do x = (x * 16807) % 2147483647 t[i] = x end
        table.sort(t, function(a, b) return a > b end)
        return t[1] >= t[n]
    end, 10 },
    { "recursion", function(n)
        local function depth(k) if k == 0 then return 0 end return 1 + depth(k - 1) end
        return depth(n) == n
    end, 60 },
    { "linked list", function(n)
        local list
        for i = 1, n do list = { next = list, value = i } end
        local count = 0
        while list do count = count + 1 list = list.next end
        return count == n
    end },
    { "closures", function(n)
        local t = {}
        for i = 1, n do t[i] = function() return i end end
        return t[n]() == n
    end, 2 },
    { "coroutines alive", function(n)
        local t = {}
        for i = 1, n do
            t[i] = coroutine.wrap(function() coroutine.yield(i) end)
            t[i]()
        end
        return #t == n
    end, 20 },
    { "wide constructor", function(n)
        local items = {}
        for i = 1, n do items[i] = tostring(i) end
        local t = (loadstring or load)("return {" .. table.concat(items, ",") .. "}")()
        return #t == n
    end, 20 },
    { "source of n lines", function(n)
        local lines = {}
        for i = 1, n do lines[i] = "local x = a" .. i % 100 .. " + " .. i .. " if x then f(x) end" end
        for i = 150, n, 150 do lines[i] = "end do" end
        return (loadstring or load)("do " .. table.concat(lines, "\n") .. " end") ~= nil
    end, 20 },
    { "unpack", function(n)
        local t = {}
        for i = 1, n do t[i] = i end
        return select("#", (table.unpack or unpack)(t, 1, n)) == n
    end, 20 },
}

local function wanted(name)
    if not arg or not arg[2] then return true end
    for i = 2, #arg do if name:find(arg[i], 1, true) then return true end end
    return false
end

local marked = 0
print(("%-26s %10s  %s"):format("operation", "largest", "seconds, and each time by the one before"))
for _, operation in ipairs(operations) do
    local name, body, divisor = operation[1], operation[2], operation[3] or 1
    if wanted(name) then
        local n = math.floor(largest / divisor)
        local times, ratios, product = {}, {}, 1
        for step = DOUBLINGS, 0, -1 do
            local size = math.floor(n / 2 ^ step)
            local best = math.huge
            for _ = 1, 2 do
                collectgarbage()
                local start = os.clock()
                assert(body(size), name)
                best = math.min(best, os.clock() - start)
            end
            times[#times + 1] = best
            if #times > 1 then
                ratios[#ratios + 1] = ("%.2f"):format(best / times[#times - 1])
                product = product * (best / times[#times - 1])
            end
        end
        local mean = product ^ (1 / DOUBLINGS)
        if mean > 2.2 then marked = marked + 1 end
        print(("%-26s %10d  %8.3f  %s  mean %.2f%s"):format(name, n, times[#times],
            table.concat(ratios, " "), mean, mean > 2.2 and "  ABOVE" or ""))
    end
end
os.exit(marked == 0)
