-- Runs generated programs one after another: driver.lua FILE. Programs in the file are separated by
-- lines "--@@ NAME"; the same line stands before the output of each. Each program gets its own copy
-- of the library tables and these helpers:
--
--   P(...)     prints values so that the text depends neither on addresses nor on the order of pairs
--   S(v)       the text of one value, as P prints it
--   CUT(s)     at most 120 bytes of a string, other values as they are: bounds what grows in loops
--   tick()     true; raises "out of fuel" when the program has called it too often
--   KEYS(t)    the keys of a table, sorted
--   INT(v)     is v an integer? (Programs may replace math.type.)
--   RAW(t, k)  the field of a table, nil of other values; programs may replace rawget
--   refuel()   a full tank

local FUEL <const> = 3000
local DEPTH <const> = 4           -- tables inside tables that are shown
local WIDTH <const> = 400         -- entries of a table that are shown

local next, type, tostring, rawget, rawlen = next, type, tostring, rawget, rawlen
local math_type, getmetatable, format = math.type, debug.getmetatable, string.format
local sort, concat, sub, gsub, byte = table.sort, table.concat, string.sub, string.gsub, string.byte
local write, pcall, select, load, error = io.write, pcall, select, load, error
local status = coroutine.status
local rank <const> = {boolean = 1, number = 2, string = 3}

local fuel = FUEL
local function tick()
    fuel = fuel - 1
    if fuel < 0 then
        error("out of fuel", 0)
    end
    return true
end

local function key_before(a, b)
    local x, y = rank[type(a)] or 4, rank[type(b)] or 4
    if x ~= y then
        return x < y
    elseif x == 1 then
        return not a and b
    elseif x == 4 then
        return false
    end
    return a < b
end

local show

-- Keys that have no order of their own come last, by their text.
local function sorted_keys(t, depth, seen)
    local plain, odd = {}, {}
    for k in next, t do
        if rank[type(k)] then
            plain[#plain + 1] = k
        else
            odd[#odd + 1] = k
        end
    end
    sort(plain, key_before)
    if #odd > 0 then
        local text = {}
        for i = 1, #odd do
            text[i] = show(odd[i], depth, seen) .. "=" .. show(t[odd[i]], depth, seen)
        end
        sort(text)
        return plain, text
    end
    return plain
end

local function escape(c)
    return format("\\%03d", byte(c))
end

local function show_table(t, depth, seen)
    if depth >= DEPTH or seen[t] then
        return "{...}"
    end
    seen[t] = true
    local raw = {}
    for k, v in next, t do        -- no metamethods
        raw[k] = v
    end
    local out = {}
    local plain, odd = sorted_keys(raw, depth + 1, seen)
    for i = 1, #plain do
        if i > WIDTH then
            out[#out + 1] = "+" .. (#plain - WIDTH)
            break
        end
        local k = plain[i]
        out[#out + 1] = (math_type(k) == "integer" and k == i and "" or show(k, depth, seen) .. "=") ..
            show(raw[k], depth + 1, seen)
    end
    for i = 1, odd and #odd or 0 do
        out[#out + 1] = odd[i]
    end
    seen[t] = nil
    return (getmetatable(t) and "M{" or "{") .. concat(out, ",") .. "}"
end

function show(v, depth, seen)
    local kind = type(v)
    if kind == "number" then
        if v ~= v then
            return "nan"
        end
        return math_type(v) == "float" and format("%.17g", v) .. "f" or format("%d", v)
    elseif kind == "string" then
        if #v > 2000 then
            v = sub(v, 1, 2000) .. "+" .. (#v - 2000)
        end
        return '"' .. gsub(v, "[%c\\\"\x80-\xff]", escape) .. '"'
    elseif kind == "table" then
        return show_table(v, depth, seen)
    elseif kind == "thread" then
        return "thread " .. status(v)
    elseif kind == "function" or kind == "userdata" then
        return kind
    end
    return tostring(v)
end

local function S(v)
    return show(v, 0, {})
end

local function P(...)
    local out = {}
    for i = 1, select("#", ...) do
        out[i] = S((select(i, ...)))
    end
    write(concat(out, "\t"), "\n")
end

local function CUT(s)
    if type(s) == "string" and #s > 120 then
        return sub(s, 1, 120)
    end
    return s
end

local function KEYS(t)
    local plain = sorted_keys(t, 0, {})
    return plain
end

local function INT(v)
    return math_type(v) == "integer"
end

local function RAW(t, k)
    return type(t) == "table" and rawget(t, k) or nil
end

local function refuel()
    fuel = FUEL
end

local seed_random = math.randomseed
local libraries = {}
for _, name in ipairs {"string", "table", "math", "utf8", "coroutine", "debug"} do
    libraries[name] = _G[name]
end
local base = {
    P = P, S = S, CUT = CUT, INT = INT, RAW = RAW, tick = tick, KEYS = KEYS, refuel = refuel, clock = os.clock,
    os = {time = os.time, date = os.date}, io = {write = io.write},
}
for _, name in ipairs {
    "assert", "collectgarbage", "error", "getmetatable", "ipairs", "load", "next", "pairs", "pcall",
    "print", "rawequal", "rawget", "rawlen", "rawset", "select", "setmetatable", "tonumber",
    "tostring", "type", "xpcall", "_VERSION",
} do
    base[name] = _G[name]
end

local string_meta = getmetatable("")
local setmetatable, collectgarbage, traceback = debug.setmetatable, collectgarbage, debug.traceback
local sethook, running = debug.sethook, coroutine.running
local string_index = string_meta.__index

local function environment()
    local env = {}
    for k, v in next, base do
        env[k] = v
    end
    for k, library in next, libraries do
        local copy = {}
        for name, f in next, library do
            copy[name] = f
        end
        env[k] = copy
    end
    env._G = env
    return env
end

local function tidy()
    sethook()
    setmetatable(nil, nil)
    setmetatable(0, nil)
    setmetatable(true, nil)
    setmetatable(print, nil)
    setmetatable(running(), nil)
    for k in next, string_meta do
        if k ~= "__index" then
            string_meta[k] = nil
        end
    end
    string_meta.__index = string_index
    setmetatable("", string_meta)
    collectgarbage("restart")
end

local file <close> = assert(io.open(arg[1], "rb"))
local name, lines = nil, {}
local function run()
    if name then
        write("--@@ ", name, "\n")
        fuel = FUEL
        seed_random(1)
        local chunk, message = load(concat(lines, "\n"), "=p", "t", environment())
        if not chunk then
            write("syntax: ", message, "\n")
        else
            local good, problem = pcall(chunk)
            tidy()
            if not good then
                write("error: ", S(problem), "\n")
            end
        end
        io.stdout:flush()
    end
end
io.stdout:setvbuf("full")
for line in file:lines() do
    if sub(line, 1, 5) == "--@@ " then
        run()
        name, lines = sub(line, 6), {}
    else
        lines[#lines + 1] = line
    end
end
run()
