-- To-be-closed variables of a coroutine that ended with an error or waits are closed by
-- coroutine.close, or by the function of wrap after an error, and not otherwise.
local log = {}
local function closable(name) return setmetatable({}, { __close = function(_, e) log[#log + 1] = name .. " " .. tostring(e) end }) end
local function body(name, fails)
    return function()
        local c <close> = closable(name)
        if fails then error("E", 0) end
        coroutine.yield()
    end
end
local waits, failed = coroutine.create(body("waits")), coroutine.create(body("failed", true))
coroutine.resume(waits)
print(coroutine.resume(failed))               --> false E
coroutine.wrap(body("waiting wrap"))()
collectgarbage()
print(#log)                                   --> 0
print(pcall(coroutine.wrap(body("failed wrap", true))))  --> false E
print(table.concat(log, ", "))                --> failed wrap E
print(coroutine.close(waits), coroutine.close(failed))   --> true false E
print(table.concat(log, ", "))                --> failed wrap E, waits nil, failed E
