-- Ten thousand __close methods, each of which calls another endless loop.
-- ends: time
local function nest(n)
    local c <close> = setmetatable({}, {__close = function() while true do end end})
    if n == 0 then while true do end end
    nest(n - 1)
end
nest(10000)
