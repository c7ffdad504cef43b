-- Pcalls inside each other, each of which starts again.
-- ends: time
local function again(n)
    while true do pcall(n > 0 and again or function() while true do end end, n - 1) end
end
again(50)
