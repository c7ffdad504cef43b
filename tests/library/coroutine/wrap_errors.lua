-- An error through wrap: the coroutine is closed; a text gets the position of the caller, objects pass.
local object = setmetatable({}, { __tostring = function() return "object" end })
local log = {}
local function failing(e)
    return coroutine.wrap(function()
        local x <close> = setmetatable({}, { __close = function(_, err) log[#log + 1] = tostring(err) end })
        coroutine.yield("first")
        error(e, 0)
    end)
end
local w = failing(object)
print(w())                                               --> first
local ok, e = pcall(w)
print(ok, e == object, table.concat(log, " "))           --> false true object
print(pcall(w))                                          --~ false .*cannot resume dead coroutine
w = failing("text")
w()
print(pcall(function() w() end))                         --~ false (wrap_errors.lua:\d+: )?text
print(#log)                                              --> 2
-- an error in a closing method replaces the error
w = coroutine.wrap(function()
    local x <close> = setmetatable({}, { __close = function() error("closing", 0) end })
    error("body", 0)
end)
print(pcall(w))                                          --~ false .*closing
-- error with no value, and an iterator of a loop that fails
print(pcall(coroutine.wrap(function() error() end)))     --> false nil
print(pcall(function() for v in coroutine.wrap(function() coroutine.yield(1) error("in loop", 0) end) do print(v) end end))
--> 1
--~ false .*in loop
