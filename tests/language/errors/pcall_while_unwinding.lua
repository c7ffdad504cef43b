-- Errors caught by a __close method or a message handler do not disturb the error on its way.
local function closer(f) return setmetatable({}, {__close = f}) end

print(pcall(function()
    local c <close> = closer(function() print(pcall(error, "inner")) end)
    error("outer", 0)
end))
--> false inner
--> false outer

print(pcall(function()
    local c <close> = closer(function(_, e)
        print("first", e)
        print(pcall(function()
            local x <close> = closer(function(_, f) print("nested", f, pcall(error, "deep")) end)
            error("y", 0)
        end))
    end)
    local d <close> = closer(function() print(pcall(error, "ignored")) error("d", 0) end)
end))
--> false ignored
--> first d
--> nested y false deep
--> false y
--> false d

print(xpcall(error, function(m) pcall(error, "other") return "handled " .. m end, "bad")) --> false handled bad
print(xpcall(error, function(m) print(pcall(function() error("other", 0) end)) return m end, nil))
--> false other
--> false nil

local co = coroutine.create(function()
    return pcall(function()
        local c <close> = closer(function(_, e) print(e, pcall(coroutine.yield, "yielded")) end)
        local d <close> = closer(function(_, e) print(e, pcall(error, "again")) end)
        error("co", 0)
    end)
end)
print(coroutine.resume(co)) --> co false again --> true yielded
print(coroutine.resume(co, "back")) --> co true back --> true false co
co = coroutine.create(function()
    local c <close> = closer(function(_, e) print(e, pcall(error, "again")) end)
    local d <close> = closer(function(_, e) print(e, pcall(error, "again")) error("closing", 0) end)
    coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co)) --> nil false again --> closing false again --> false closing

-- a finalizer that fails in the meantime
warn("@off")
print(pcall(function()
    local c <close> = closer(function()
        setmetatable({}, {__gc = function() error("in a finalizer") end})
        collectgarbage()
    end)
    error("outer", 0)
end)) --> false outer
