-- An error in a message handler calls the handler again, with that error; a handler that never stops
-- is given up with a message.
local seen = {}
print(xpcall(error, function(m)
    seen[#seen + 1] = m
    if #seen < 4 then error("handler " .. #seen, 0) end
    return "result " .. m
end, "start"))                                  --> false result handler 3
print(table.concat(seen, ", "))                 --> start, handler 1, handler 2, handler 3
local n = 0
local ok, message = xpcall(error, function(m) n = n + 1 error("again", 0) end, "x")
print(ok, n > 3, n < 100000, message ~= nil)    --> false true true true
print(pcall(error, "and then"))                 --> false and then
