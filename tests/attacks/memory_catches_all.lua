-- Memory errors that are caught: the heap is always full.
-- ends: time memory
local t = {}
while true do
    pcall(function() while true do t[#t + 1] = ('x'):rep(1000) .. #t end end)
    for n = 1, 10 do t[#t] = nil end
end
