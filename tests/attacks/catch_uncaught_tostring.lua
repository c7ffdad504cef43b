-- The host gets an error object whose __tostring never ends.
-- ends: time error
error(setmetatable({}, {__tostring = function() while true do end end}))
