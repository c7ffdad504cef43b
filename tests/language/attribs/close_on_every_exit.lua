local function closable(name)
    return setmetatable({}, { __close = function() io.write("[", name, "]") end })
end
local function by_return() local x <close> = closable "return" return "value" end
print(by_return())                           --> [return]value
for i = 1, 3 do local x <close> = closable("loop" .. i) if i == 2 then break end end
print()                                      --> [loop1][loop2]
local n = 0
while n < 2 do local x <close> = closable("w" .. n) n = n + 1 end
print()                                      --> [w0][w1]
repeat local x <close> = closable "until" until io.write("(cond)")
print()                                      --> (cond)[until]
print(pcall(function() local x <close> = closable "error" error("e", 0) end))  --> [error]false e
do local x <close> = closable "goto" goto out end
::out::
print()                                      --> [goto]
local co = coroutine.wrap(function() local x <close> = closable "co" coroutine.yield(1) end)
co() co()
print()                                      --> [co]
