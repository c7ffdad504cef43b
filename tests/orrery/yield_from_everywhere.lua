-- Every place from which a script may yield. `places[name](ask)` lets something call back, which calls ask(...) and
-- uses what it returns: its arguments. Each place runs
--   plain:     ask returns at once; what the place returns is what all others must return
--   yielding:  ask yields its arguments and gets them back from the resume, with collections between
--   nested:    the same in a coroutine in a coroutine, under pcall and xpcall
--   failing:   ask raises an error at its n-th call, yielding first or not: the same error, or the same results
--   closed:    the coroutine is closed at each of its yields: variables outside are closed, once each
local places, order = {}, {}
setmetatable(places, {__newindex = function(t, k, v) rawset(t, k, v) order[#order + 1] = k end})

-- Metamethods

local function with(event, method, fields)
    local mt = {[event] = method}
    for k, v in pairs(fields or {}) do mt[k] = v end
    return setmetatable({}, mt)
end

local binary = {
    add = "a + b", sub = "a - b", mul = "a * b", div = "a / b", mod = "a % b", pow = "a ^ b", idiv = "a // b",
    band = "a & b", bor = "a | b", bxor = "a ~ b", shl = "a << b", shr = "a >> b", concat = "a .. b",
    lt = "a < b", le = "a <= b", eq = "a == b",
}
local names = {}
for name in pairs(binary) do names[#names + 1] = name end
table.sort(names)
for _, name in ipairs(names) do
    local operation = binary[name]
    local compares = name == "lt" or name == "le" or name == "eq"
    local apply = load("local a, b = ... return " .. operation)
    local in_condition = load("local a, b = ... if " .. operation .. " then return 1 end return 2")
    local negated = load("local a, b = ... while not (" .. operation .. ") do return 1 end return 2")
    places["__" .. name] = function(ask)
        local a, b = with("__" .. name, function(x, y) return (ask(not compares and 5)) end), {}
        setmetatable(b, getmetatable(a))
        return apply(a, b), apply(b, a), in_condition(a, b), negated(a, b)
    end
    if name ~= "eq" then
        local constant = load("local a = ... return " .. operation:gsub("b", name == "concat" and "'s'" or "3") .. ", "
            .. operation:gsub("a", name == "concat" and "'s'" or "3"):gsub("b", "a"))
        places["__" .. name .. " with a constant"] = function(ask)
            return constant(with("__" .. name, function() return (ask(not compares and 6)) end))
        end
    end
end
places["__gt and __ge by the other order"] = function(ask)
    local mt = {__lt = function() return ask(1) end, __le = function() return ask(nil) end}
    local a, b = setmetatable({}, mt), setmetatable({}, mt)
    return a > b, a >= b, a ~= b
end
places["__concat of several operands"] = function(ask)
    local x = with("__concat", function(a, b)
        local s = ask((type(a) == "table" and "X" or a) .. (type(b) == "table" and "X" or b))
        return s
    end)
    return "a" .. x .. "b" .. 1 .. x .. x .. "c"
end
places["__unm"] = function(ask) return -with("__unm", function() return (ask(1)) end) end
places["__bnot"] = function(ask) return ~with("__bnot", function() return (ask(1)) end) end
places["__len"] = function(ask) return #with("__len", function() return (ask(7)) end) end
places["__index"] = function(ask)
    local t = with("__index", function(_, k) return (ask(k)) end)
    local key = {}
    return t.field, t[1], t[1.5], t[key] == key, t["a" .. "b"], rawget(t, "field")
end
places["__index, method call"] = function(ask)
    local t = with("__index", function(_, k) return ask(function(_, ...) return k, ... end) end)
    return t:method(1, 2)
end
places["__index of a chain"] = function(ask)
    local t = with("__index", with("__index", with("__index", function(_, k) return (ask(k)) end)))
    return t.x, t[2]
end
places["__index of _ENV"] = function(ask)
    local _ENV = with("__index", function(_, k) return (ask(k)) end)
    return some_global, (function() return another end)()
end
places["__index of strings and numbers"] = function(ask)
    local string_meta = getmetatable("")
    local old = string_meta.__index
    local results <close> = setmetatable({}, {__close = function() string_meta.__index = old end})
    string_meta.__index = function(_, k) return (ask(k)) end
    return ("s").field, ("s")[1]
end
places["__newindex"] = function(ask)
    local seen = {}
    local t = with("__newindex", function(t, k, v) rawset(t, ask(k), (ask(v))) end)
    t.x = 1
    t[1] = 2
    t[1.5], t.y = 3, 4
    return t.x, t[1], t[1.5], t.y
end
places["__newindex of globals"] = function(ask)
    local kept = {}
    local _ENV = with("__newindex", function(_, k, v) kept[k] = ask(v) end)
    a_global = 5
    function another() end
    return kept.a_global, kept.another ~= nil
end
places["__call"] = function(ask)
    local f = with("__call", function(self, ...) return ask(...) end)
    local function tail(...) return f(...) end
    return f(1, nil, 3), f(), (f(4, 5)), tail(6, 7)
end
places["__call of __call"] = function(ask)
    return with("__call", with("__call", function(f, g, ...) return ask(...) end))(1, 2)
end
places["__close at the end of a block"] = function(ask)
    local r = {}
    do
        local a <close> = with("__close", function(_, e) r[#r + 1] = ask(tostring(e)) end)
        local b <close> = with("__close", function() r[#r + 1] = ask("b") end)
    end
    return table.unpack(r)
end
places["__close at break and goto"] = function(ask)
    local r = {}
    local function closer(name) return with("__close", function() r[#r + 1] = ask(name) end) end
    while true do local a <close> = closer "a" do local b <close> = closer "b" break end end
    for i = 1, 2 do local c <close> = closer("c" .. i) goto continue ::continue:: end
    repeat local d <close> = closer "d" until r[1]
    do local e <close> = closer "e" goto out end
    ::out::
    return table.concat(r, " ")
end
places["__close at return"] = function(ask)
    local function f(...)
        local a <close> = with("__close", function() ask("ignored") end)
        local b <close> = with("__close", function() ask("ignored", "too") return "no result" end)
        return ...
    end
    return f(1, nil, 3), f(), select("#", f(nil, nil)), f(4, 5)
end
places["__close at an error"] = function(ask)
    local seen = {}
    local function f()
        local a <close> = with("__close", function(_, e) seen[#seen + 1] = ask(e) end)
        local b <close> = with("__close", function(_, e) seen[#seen + 1] = ask(e) error("second", 0) end)
        error("first", 0)
    end
    return select(2, pcall(f)), table.unpack(seen)
end
places["__close of a generic for"] = function(ask)
    local r = {}
    local function over(...) return next, {...}, nil, with("__close", function() r[#r + 1] = ask("closed") end) end
    for _ in over(1, 2) do end
    for _ in over(1, 2) do break end
    local function f() for _, v in over(7) do return v end end
    return f(), pcall(function() for _ in over(1) do error("e", 0) end end), #r
end
places["__pairs"] = function(ask)
    local r = {}
    for k, v in pairs(with("__pairs", function(t) return ask(next, {x = 1}, nil) end)) do r[#r + 1] = k r[#r + 1] = v end
    return table.unpack(r)
end
places["__tostring"] = function(ask)
    local t = with("__tostring", function() return (ask("text")) end)
    return tostring(t), ("%s|%6s|%.2s"):format(t, t, t)
end
places["__tostring in print"] = function(ask)
    local written = {}
    local t = with("__tostring", function() written[#written + 1] = "t" return (ask("")) end)
    print(t)
    return #written
end
places["__tostring in assert, error and warn"] = function(ask)
    local t = with("__tostring", function() return (ask("text")) end)
    local ok, e = pcall(error, t)
    return rawequal(e, t), tostring(e), select(2, pcall(assert, false, t)) == t
end

-- Functions of the library

local function proxy(ask, t)
    return setmetatable({}, {
        __index = function(_, k) return (ask(t[k])) end,
        __newindex = function(_, k, v) t[k] = ask(v) end,
        __len = function() return (ask(#t)) end,
    })
end
places["table.sort"] = function(ask)
    local t = {5, 3, 8, 1, 9, 2, 7}
    table.sort(t, function(a, b) return (ask(a > b)) end)
    return table.unpack(t)
end
places["table.sort through __lt"] = function(ask)
    local mt = {__lt = function(a, b) return (ask(a.n < b.n)) end}
    local t = {}
    for i, n in ipairs {3, 1, 2} do t[i] = setmetatable({n = n}, mt) end
    table.sort(t)
    return t[1].n, t[2].n, t[3].n
end
places["table.sort of a proxy"] = function(ask)
    local t = {3, 1, 2}
    table.sort(proxy(ask, t))
    return table.unpack(t)
end
places["table.concat"] = function(ask) return table.concat(proxy(ask, {1, "b", 3.5}), "-") end
places["table.insert"] = function(ask)
    local t = {1, 2}
    table.insert(proxy(ask, t), 3)
    table.insert(proxy(ask, t), 1, 0)
    return table.unpack(t)
end
places["table.remove"] = function(ask)
    local t = {1, 2, 3, 4}
    return table.remove(proxy(ask, t)), table.remove(proxy(ask, t), 1), table.unpack(t)
end
places["table.move"] = function(ask)
    local t = {1, 2, 3}
    table.move(proxy(ask, t), 1, 3, 2)
    table.move(t, 2, 4, 1, proxy(ask, t))
    return table.unpack(t)
end
places["table.unpack"] = function(ask) return table.unpack(proxy(ask, {1, nil, 3}), 1, 3) end
places["ipairs"] = function(ask)
    local sum = 0
    for i, v in ipairs(proxy(ask, {1, 2, 3})) do sum = sum + i * v end
    return sum
end
places["string.gsub with a function"] = function(ask)
    return ("a-b-c"):gsub("(%a)(%-?)", function(a, b) return (ask(a ~= "b" and a:upper() .. b)) end)
end
places["string.gsub with a table"] = function(ask)
    return ("k v"):gsub("%a", with("__index", function(_, k) return (ask(k .. k)) end))
end
places["in the body of a loop over gmatch"] = function(ask)
    local r = {}
    for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do r[#r + 1] = ask(k .. v) end
    return table.unpack(r)
end
places["arithmetic of strings"] = function(ask)
    return "10" + with("__add", function(a) return (ask(a)) end), with("__mul", function(_, b) return (ask(b)) end) * "3"
end
places["string.format"] = function(ask)
    return ("%d %s %q"):format(1, with("__tostring", function() return (ask("x")) end), "s")
end
places["load, reader"] = function(ask)
    local pieces, n = {"return ", "...", ", 6", " * 7"}, 0
    return load(function() n = n + 1 return (ask(pieces[n])) end)("first")
end
places["load, reader of a binary chunk"] = function(ask)
    local dump, at = string.dump(function(...) return ..., "constant" end), -39
    return load(function() at = at + 40 return (ask(dump:sub(at, at + 39))) end, "b", "b")(5)
end
places["the chunk that load made"] = function(ask) return load("local ask = ... return ask(1, 2)")(ask) end
places["dofile"] = function(ask)
    local f = io.open("part.lua", "w")
    f:write("return 'got', ASK('in file')")
    f:close()
    ASK = ask
    return dofile("part.lua")
end
places["loadfile"] = function(ask)
    return assert(loadfile("part.lua", "t", {ASK = ask}))()
end
places["require, preloaded"] = function(ask)
    package.loaded.slow = nil
    package.preload.slow = function(...) return (ask(...)) end
    return require "slow", package.loaded.slow
end
places["require, searcher"] = function(ask)
    package.loaded.sought = nil
    table.insert(package.searchers, 1, function(name)
        if name == "sought" then return ask(function(...) return ask(...) end, "extra") end
    end)
    local removed <close> = setmetatable({}, {__close = function() table.remove(package.searchers, 1) end})
    return require "sought"
end
places["require, file"] = function(ask)
    local f = io.open("amodule.lua", "w")
    f:write("local name, path = ... return {ASK(name, path)}")
    f:close()
    ASK = ask
    package.loaded.amodule = nil
    return require "amodule"[1], (select(2, require "amodule"))
end
places["pcall"] = function(ask)
    local ok, e = pcall(function(...) ask() error((...), 0) end, "thrown")
    return ok, e, pcall(pcall, pcall, ask, 4, nil, 6)
end
places["xpcall"] = function(ask)
    return xpcall(function(...) ask() error((...), 0) end, function(m) return m .. "!" end, "thrown")
end
places["xpcall, handler"] = function(ask)
    return xpcall(error, function(m) return ask(m .. " handled", "dropped") end, "thrown", 0)
end
places["xpcall, handler of a handler"] = function(ask)
    local n = 0
    return xpcall(error, function(m)
        n = n + 1
        if n < 3 then error(ask(m .. n), 0) end
        return (ask(m))
    end, "x", 0)
end
places["select, assert and others that only pass on"] = function(ask)
    return select(2, ask(1, 2, 3)), assert(ask(4)), math.max(ask(5, 6)), rawequal(ask(7, 7)), type(ask({}))
end
places["iterator"] = function(ask)
    local r = {}
    for i, v in function(_, c) if c < 3 then return ask(c + 1, c * 2) end end, nil, 0 do r[#r + 1] = i + v end
    return table.unpack(r)
end
places["iterator that is an object"] = function(ask)
    local r = {}
    for i in with("__call", function(_, _, c) return (ask(c < 2 and c + 1 or nil)) end), nil, 0 do r[#r + 1] = i end
    return table.unpack(r)
end
places["next of an iterator in a library function"] = function(ask)
    local r = {}
    for k, v in next, proxy(ask, {}) do r[#r + 1] = k end
    return #r, (ask(#r))
end
places["bounds of a numeric loop"] = function(ask)
    local sum = 0
    for i = ask(1), ask(5), ask(2) do sum = sum + ask(i) end
    return sum
end
places["constructor, arguments and results"] = function(ask)
    local t = {ask(1), ask(2, 3), x = ask(4), [ask(5)] = ask(6), ask(7, 8)}
    return #t, t[1], t[2], t[3], t[4], t.x, t[5], ask(ask(9), ask(10, 11))
end
places["all at once"] = function(ask)
    local log = {}
    local t = {3, 1, 2}
    table.sort(t, function(a, b)
        local c <close> = with("__close", function() log[#log + 1] = ask("c") end)
        return (("x"):gsub("x", function() return tostring(with("__tostring", function()
            return load(function() return nil end) and (pcall(ask)) and ask(tostring(a < b))
        end)) end)) == "true"
    end)
    return t[1], t[2], t[3], #log > 0
end

-- The ways

local function compare(what, expected, got)
    local same = expected.n == got.n
    for i = 1, expected.n do
        same = same and (expected[i] == got[i] or type(expected[i]) == "function" and type(got[i]) == "function")
    end
    if same then return true end
    for i = 1, expected.n do expected[i] = tostring(expected[i]) end
    for i = 1, got.n do got[i] = tostring(got[i]) end
    io.write(what, ": expected ", expected.n, ": ", table.concat(expected, " "), "; got ", got.n, ": ",
        table.concat(got, " "), "\n")
end

-- Resumes co to its end and gives it what it yields; the results, and the number of yields.
local function drive(co, collects)
    local got, count = table.pack(coroutine.resume(co)), 0
    while coroutine.status(co) == "suspended" do
        count = count + 1
        if collects and count % 5 == 1 then collectgarbage("step") end
        got = table.pack(coroutine.resume(co, table.unpack(got, 2, got.n)))
    end
    return table.pack(select(got[1] and 2 or 1, table.unpack(got, 1, got.n))), count
end

local function identity(...) return ... end
local function yielding(...) return coroutine.yield(...) end

-- Raises an error at the n-th call; `first` is what it does before.
local function failing(n, first)
    return function(...)
        n = n - 1
        if n > 0 then return first(...) end
        first()
        error("refused", 0)
    end
end

local function normal(r) -- identities of objects that each run makes anew
    for i = 1, r.n do if type(r[i]) == "table" then r[i] = "a table" end end
    return r
end

local total = 0
for _, name in ipairs(order) do
    local place = places[name]
    local expected = normal(table.pack(place(identity)))
    local got, count = drive(coroutine.create(function() return place(yielding) end), true)
    compare(name, expected, normal(got))
    if count == 0 then io.write(name, " does not yield\n") end
    total = total + count
    compare(name .. ", nested", expected, normal((drive(coroutine.create(function()
        local inner = coroutine.create(function()
            return select(2, xpcall(pcall, identity, function() return place(yielding) end))
        end)
        local r = table.pack(coroutine.resume(inner))
        while coroutine.status(inner) == "suspended" do
            r = table.pack(coroutine.resume(inner, coroutine.yield(table.unpack(r, 2, r.n))))
        end
        return table.unpack(r, 3, r.n)
    end), false))))
    for n = 1, math.min(count, 12) do
        local plain = normal(table.pack(pcall(place, failing(n, identity))))
        compare(name .. ", failing", plain, normal((drive(coroutine.create(function()
            return pcall(place, failing(n, yielding))
        end), true))))
        local closed = 0
        local co = coroutine.create(function()
            local outside <close> = setmetatable({}, {__close = function() closed = closed + 1 end})
            return place(yielding)
        end)
        local r = table.pack(coroutine.resume(co))
        for _ = 2, n do r = table.pack(coroutine.resume(co, table.unpack(r, 2, r.n))) end
        coroutine.close(co)
        if closed ~= 1 or coroutine.status(co) ~= "dead" then io.write(name, " closed ", closed, " times\n") end
end
end
ASK = nil
-->
-->
-->
print(#order, total > 250)                                  --> 87 true
-- and where a yield is refused
local hooked = coroutine.wrap(function()
    debug.sethook(function() debug.sethook() coroutine.yield() end, "l")
    local x = 1
end)
print(pcall(hooked))                                        --~ false .*attempt to yield across a C-call boundary
local co = coroutine.create(function()
    local x <close> = setmetatable({}, {__close = function() coroutine.yield() end})
    coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co))                                  --> false attempt to yield across a C-call boundary
