-- A read that passes a chain of __index tables, longer than caches look.
-- ends: time error
local t = {}
for _ = 1, 1900 do t = setmetatable({}, {__index = t}) end
while true do local _ = t.x, t[1] end
