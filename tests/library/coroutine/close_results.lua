-- What coroutine.close returns: true, or false and the error, once.
local function closable(f) return setmetatable({}, { __close = f }) end
local fresh = coroutine.create(print)
print(coroutine.close(fresh), coroutine.status(fresh), coroutine.resume(fresh))   --> true dead false cannot resume dead coroutine
local done = coroutine.create(function() return 1 end)
coroutine.resume(done)
print(coroutine.close(done), select("#", coroutine.close(done)))                  --> true 1
local object = { "error object" }
local failed = coroutine.create(function() error(object) end)
coroutine.resume(failed)
local ok, e = coroutine.close(failed)
print(ok, e == object)                                                            --> false true
local none = coroutine.create(function() error(nil) end)
print(coroutine.resume(none))                                                     --> false nil
print(select("#", coroutine.close(none)))                                         --> 2
-- the methods run in reverse order, each with the error so far; the last error wins
local co = coroutine.create(function()
    local a <close> = closable(function(_, err) print("a", err) end)
    local b <close> = closable(function(_, err) print("b", err) error("from b", 0) end)
    local c <close> = closable(function(_, err) print("c", err) error("from c", 0) end)
    coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co))                                                        --> c nil --> b from c --> a from b --> false from b
print(coroutine.close(co), coroutine.status(co))                                  --> true dead
-- an error that stopped the coroutine reaches the methods when it is closed
co = coroutine.create(function()
    local a <close> = closable(function(_, err) print("closing after", err) end)
    error("stop", 0)
end)
print(coroutine.resume(co))                                                       --> false stop
print(coroutine.close(co))                                                        --> closing after stop --> false stop
print(pcall(coroutine.close))                                                     --> false bad argument #1 to 'coroutine.close' (thread expected, got no value)
print(pcall(coroutine.close, {}))                                                 --> false bad argument #1 to 'coroutine.close' (thread expected, got table)
