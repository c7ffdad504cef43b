-- 5.4.3: while coroutine.close ran the pending __close methods the coroutine had the status of its error.
local co
co = coroutine.create(function()
    local x <close> = setmetatable({}, {__close = function(_, e)
        print(e, coroutine.status(co), coroutine.running() == co)
        local ok, m = pcall(error, "inside")
        print(ok, m)
        local inner = coroutine.wrap(function() return coroutine.yield("in"), 2 end)
        print(inner(), inner("out"))
        print((string.gsub("abc", "%w", function(c) return c:upper() end)))
    end})
    error("first", 0)
end)
print(coroutine.resume(co)) --> false first
print(coroutine.status(co)) --> dead
print(coroutine.close(co))
--~ first \w+ \w+
--> false inside
--> in out 2
--> ABC
--> false first
print(coroutine.close(co)) --> true
