-- An error object whose __tostring raises errors, for ever.
-- ends: time
local meta = {}
meta.__tostring = function(e) error(e) end
while true do pcall(tostring, setmetatable({}, meta)) pcall(error, setmetatable({}, meta)) end
