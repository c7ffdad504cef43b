-- A hook that yields before every instruction, and leaves values on the stack, disturbs nothing.
local function run(n, ...)
    local co = coroutine.create(function(...)
        T.sethook("pushint 10; yield 0", "", 1)
        local t = {table.unpack({...})}
        local u = {select(2, ...)}
        debug.sethook()
        return #t, #u, table.unpack(t)
    end)
    local steps, results = 0, nil
    repeat
        results = table.pack(coroutine.resume(co, ...))
        steps = steps + 1
    until coroutine.status(co) == "dead"
    assert(steps > n)
    return table.unpack(results, 1, results.n)
end
print(run(5))             --> true 0 0
print(run(5, 1))          --> true 1 0 1
print(run(5, "a", "b"))   --> true 2 1 a b
print(select("#", run(5, table.unpack({}, 1, 100)))) --> 3
T.checkmemory()
