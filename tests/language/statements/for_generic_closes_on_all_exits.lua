-- The fourth value of a generic for is closed however the loop ends, and only then.
local function range(n, fails)
    local closing = setmetatable({}, { __close = function(_, e) io.write("[closed ", tostring(e), "]") end })
    return function(_, i)
        if i == fails then error("in iterator", 0) end
        if i < n then return i + 1 end
    end, nil, 0, closing
end
for i in range(2) do io.write(i, " ") end print()                    --> 1 2 [closed nil]
for i in range(0) do io.write(i, " ") end print()                    --> [closed nil]
print(pcall(function() for i in range(5, 2) do io.write(i, " ") end end))  --> 1 2 [closed in iterator]false in iterator
for i in range(5) do if i == 2 then goto out end end
::out:: print()                                                      --> [closed nil]
for i in range(2) do for j in range(2) do if j == 2 then goto continue end end ::continue:: end
print()                                                              --> [closed nil][closed nil][closed nil]
local function results(...) io.write("results ") return ... end
local function tail() for i in range(3) do return results(i, "r") end end
print(tail())                                                        --> results [closed nil]1 r
local co = coroutine.create(function() for i in range(3) do coroutine.yield(i) end end)
print(coroutine.resume(co), coroutine.close(co))                     --> [closed nil]true true
print(coroutine.status(co))                                          --> dead
