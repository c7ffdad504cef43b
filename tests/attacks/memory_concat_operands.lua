-- One concatenation of 200 long strings.
-- ends: memory error
local s = ('x'):rep(1000000)
local f = load('local s = ... return ' .. ('s .. '):rep(150) .. 's')
while true do f(s) end
