-- A store that passes a long chain of __newindex tables each time.
-- ends: time error
local t = {}
for _ = 1, 1900 do t = setmetatable({}, {__newindex = t}) end
while true do t.x = nil end
