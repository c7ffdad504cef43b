-- Only a yield, the end or an error give control back: nothing else switches coroutines.
local log = {}
local function body(name)
    return coroutine.create(function()
        for i = 1, 3 do
            for _ = 1, 5000 do local t = { name } end
            log[#log + 1] = name .. i
            if i == 2 then coroutine.yield() end
        end
    end)
end
local a, b = body "a", body "b"
coroutine.resume(a)
coroutine.resume(b)
coroutine.resume(b)
coroutine.resume(a)
print(table.concat(log, " "))       --> a1 a2 b1 b2 b3 a3
print(coroutine.status(a), coroutine.status(b))  --> dead dead
-- A yield returns to the resume next to it only.
local outer = coroutine.wrap(function()
    local inner = coroutine.wrap(function() coroutine.yield("to outer") return "inner's end" end)
    local first = inner()
    coroutine.yield("to main, after " .. first)
    return inner()
end)
print(outer())                      --> to main, after to outer
print(outer())                      --> inner's end
