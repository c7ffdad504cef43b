-- Coroutines that end early: closed, with errors, abandoned, with variables to close.
local log = {}
local function closer(name, failure)
    return setmetatable({}, {__close = function(_, e) log[#log + 1] = name .. tostring(e) if failure then error(failure, 0) end end})
end
local function body(a)
    local one <close> = closer("one")
    local two <close> = closer("two", a)
    for i in coroutine.wrap(function() coroutine.yield(1) end), nil, nil, closer("for") do coroutine.yield(i) end
end
for _, failure in ipairs {false, "failure", {}} do
    local co = coroutine.create(body)
    coroutine.resume(co, failure)
    local ok, e = coroutine.close(co)
    if e == "not enough memory" then error(e, 0) end
    local dead = coroutine.create(function() local x <close> = closer("dead") error({failure}) end)
    local ok, e = coroutine.resume(dead)
    if e == "not enough memory" then error(e, 0) end
    coroutine.close(dead)
end
local wrapped = coroutine.wrap(function() error("in wrap") end)
local ok, e = pcall(wrapped)
if e == "not enough memory" then error(e, 0) end
for i = 1, 5 do coroutine.resume(coroutine.create(function() local t <close> = nil coroutine.yield(i) end)) end
local ok, e = coroutine.resume(coroutine.create(function() return coroutine.resume(coroutine.running()) end))
if e == "not enough memory" then error(e, 0) end
assert(#log >= 3)
