-- A source of many megabytes.
-- ends: time memory error
local s = ('x = 1 '):rep(1000000)
while true do load(s) end
