-- Objects with finalizers that are dropped as fast as they are made do not pile up.
local made, finalized = 0, 0
local meta = {__gc = function() finalized = finalized + 1 end}
for mode in pairs {generational = true, incremental = true} do
    collectgarbage(mode)
    made, finalized = 0, 0
    for _ = 1, 200000 do
        setmetatable({}, meta)
        made = made + 1
    end
    print(made - finalized < 100000)
end
--> true
--> true
