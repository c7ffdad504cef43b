--@ exit 0
-- An error in a finalizer becomes a warning; the program goes on.
warn("@on")
do local t = setmetatable({}, { __gc = function() error("in finalizer", 0) end }) end
collectgarbage()
print("continues")          --> continues
--!~ Lua warning: error in __gc.*
