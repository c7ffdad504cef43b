-- Frontiers over a long set.
-- ends: time ok
local set = '[' .. ('%a'):rep(1000) .. ']'
while true do (' '):rep(100000):find('%f' .. set) end
