-- 5.4.3: values still on the stack while the state was closed: finalizers then could meet dead ones.
local function wide(n, ...) if n > 0 then return wide(n - 1, {}, ...) end os.exit(true, true) end
kept = setmetatable({}, {__gc = function()
    local t = {}
    for i = 1, 100 do t[i] = {tostring(i)} end
    collectgarbage()
    print("finalized", #table.concat({table.unpack({"a", "b"})}))
end})
local x <close> = setmetatable({}, {__close = function() print("closed") end})
wide(60)
--> closed
--> finalized 2
