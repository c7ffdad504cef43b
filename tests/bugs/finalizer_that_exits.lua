-- 5.4.3: a finalizer that called os.exit while the state was closed changed the order of the others.
local function later(name) return setmetatable({}, {__gc = function() print(name) end}) end
last = later "created first"
exits = setmetatable({}, {__gc = function()
    setmetatable({}, {__gc = function() print("created while closing") end})
    print("exits")
    os.exit(true, true)
end})
third = later "created last"
--> created last
--> exits
--> created first
