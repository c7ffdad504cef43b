-- The same with a table for each link.
-- ends: time memory
local first = setmetatable({}, {__mode = 'k'})
kept = {}
local key, t = kept, first
for n = 1, 3000 do
    local next_key, next_table = {}, setmetatable({}, {__mode = 'k'})
    t[key] = {next_key, next_table}
    key, t = next_key, next_table
end
kept_table = first
while true do collectgarbage() end
