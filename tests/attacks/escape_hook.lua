-- A hook that never ends, in a coroutine and outside.
-- ends: time
-- libraries: debug
debug.sethook(function() while true do pcall(error) end end, 'l')
while true do
    local x = 1
end
