-- Finalizers at the end of the State that make new objects with finalizers.
-- ends: ok time
local meta = {}
meta.__gc = function(o) kept = setmetatable({o, ('x'):rep(100000)}, meta) end
kept = setmetatable({}, meta)
