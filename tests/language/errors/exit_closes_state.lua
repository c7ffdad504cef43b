--@ exit 3
-- os.exit(code, true) closes the state: finalizers run, pending <close> variables too.
X = setmetatable({}, { __gc = function() print("finalized") end })
local y <close> = setmetatable({}, { __close = function() print("closed") end })
os.exit(3, true)
--> closed
--> finalized
