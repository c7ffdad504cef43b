--@ heavy
--@ timeout 60
-- A reader that never stops is stopped by the limits of a chunk, before memory is full.
local lines = ("\n"):rep(1 << 20)
print(load(function() return lines end, "=big"))        --> nil chunk has too many lines
local n = 0
print(load(function()
    n = n + 1
    return n == 1 and "\27Lua" or lines
end, "=big"))                                           --> nil chunk of more than 4 GiB: not enough memory
print(n > 4095, collectgarbage("count") < 10000)        --> true true
