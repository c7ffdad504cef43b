-- When the state closes, every finalizer still pending runs, in reverse order of marking.
local function at_exit(text) return setmetatable({}, { __gc = function() print(text) end }) end
A = at_exit "first marked"
B = at_exit "second marked"
C = at_exit "third marked"
print("end of script")
--> end of script
--> third marked
--> second marked
--> first marked
