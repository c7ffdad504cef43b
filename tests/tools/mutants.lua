-- Runs damaged chunks for mutate.py; never started by hand.
--
--     mutants.lua dump FOLDER SCRIPT...      writes FOLDER/<n>.dump of the n-th script, 0 first
--     mutants.lua text|binary FOLDER FIRST LAST   loads and runs FOLDER/<n> for each n
--
-- For each chunk it prints "begin n" before touching it and "end n what" after, so that whoever reads
-- the output of a dead process knows which chunk killed it. What a chunk can reach is a fresh
-- environment of harmless functions; an instruction count ends it, twice politely (an error that it
-- may catch) and then by leaving the process with status 77.

local HOOK_PERIOD, ERRORS_FROM, EXIT_FROM = 200, 250, 1500     -- period in instructions, rest in periods
local LARGEST_STRING = 1 << 20

local real = { string = {}, table = {}, math = {}, utf8 = {}, coroutine = {}, debug = {} }
for name, copy in next, real do
    for k, v in next, _G[name] do copy[k] = v end
end
local load, pcall, select, tostring, type, error, next, rawset = load, pcall, select, tostring, type, error, next, rawset
local setmetatable, getmetatable, collectgarbage = setmetatable, getmetatable, collectgarbage
local open, exit, write, flush = io.open, os.exit, io.write, io.flush
local sethook, getinfo, set_any_metatable = debug.sethook, debug.getinfo, debug.setmetatable
local stdout = io.stdout

local ticks
local run_one -- raises no errors itself: its hook may run behind the call of the mutant

local function tick()
    ticks = ticks + 1
    if ticks > EXIT_FROM then
        flush()
        exit(77, false)
    elseif ticks > ERRORS_FROM and getinfo(2, "f").func ~= run_one then
        error("instruction limit", 0)
    end
end

local function limited_rep(s, n, separator)
    local unit = #tostring(s) + (separator and #tostring(separator) or 0)
    if type(n) == "number" and n * unit > LARGEST_STRING then
        error("string limit", 0)
    end
    return real.string.rep(s, n, separator)
end

local function hooked_create(f)
    local co = real.coroutine.create(f)
    sethook(co, tick, "", HOOK_PERIOD)
    return co
end

local function hooked_wrap(f)
    local co = hooked_create(f)
    local function pass(ok, ...)
        if not ok then
            error((...), 0)
        end
        return ...
    end
    return function(...) return pass(real.coroutine.resume(co, ...)) end
end

local function fresh_environment()
    local env = {}
    for _, name in next, { "assert", "error", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen",
        "rawset", "select", "setmetatable", "getmetatable", "tonumber", "tostring", "type", "xpcall", "_VERSION" } do
        env[name] = _G[name]
    end
    for name, library in next, real do
        env[name] = {}
        for k, v in next, library do env[name][k] = v end
    end
    env.string.rep = limited_rep
    env.coroutine.create, env.coroutine.wrap = hooked_create, hooked_wrap
    for k in next, env.debug do
        if not ({ getinfo = 1, getlocal = 1, getupvalue = 1, traceback = 1, upvalueid = 1 })[k] then
            env.debug[k] = nil
        end
    end
    env._G = env
    env.print = function(...) for i = 1, select("#", ...) do tostring((select(i, ...))) end end
    env.io = { write = function() end }
    env.collectgarbage = function(what) return collectgarbage(what == "count" and "count" or "step") end
    env.load = function(text, name, _, e) return load(text, name, "t", e or env) end
    env.require = function(name) return env[name] end
    env.arg = {}
    return env
end

-- Undoes what a chunk can do to things that chunks share.
local function restore()
    for _, value in next, { 0, true, print } do set_any_metatable(value, nil) end
    set_any_metatable(nil, nil)
    local mt = getmetatable("")
    if type(mt) ~= "table" then
        mt = {}
        set_any_metatable("", mt)
    end
    for k in next, mt do rawset(mt, k, nil) end
    rawset(mt, "__index", string)
    for k in next, string do string[k] = nil end
    for k, v in next, real.string do string[k] = v end
    string.rep = limited_rep
end

local function read_all(path)
    local f <close> = open(path, "rb")
    return f:read("a")
end

function run_one(bytes, mode)
    local env = fresh_environment()
    ticks = 0
    sethook(tick, "", HOOK_PERIOD)
    local ok, f = pcall(load, bytes, "=mutant", mode, env)
    if not ok or type(f) ~= "function" then
        sethook()
        return "refused"
    end
    ok, f = pcall(f)
    if not ok then
        pcall(tostring, f)
    end
    sethook()
    return ok and "returned" or "raised"
end

local task, folder = arg[1], arg[2]
if task == "dump" then
    for i = 3, #arg do
        local f = loadfile(arg[i])
        if f then
            local out <close> = open(folder .. "/" .. i - 3 .. ".dump", "wb")
            out:write(string.dump(f, i % 2 == 0))
        end
    end
else
    local mode = task == "text" and "t" or "b"
    for n = math.tointeger(arg[3]), math.tointeger(arg[4]) do
        local bytes = read_all(folder .. "/" .. n)
        stdout:write("begin ", n, "\n")
        stdout:flush()
        local what = run_one(bytes, mode)
        restore()
        collectgarbage("step")
        if n % 8 == 0 then collectgarbage() end
        stdout:write("end ", n, " ", what, "\n")
    end
    collectgarbage()
    stdout:write("finished\n")
    stdout:flush()
end
