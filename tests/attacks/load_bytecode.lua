-- Bytes of a dumped function, damaged in each place.
-- ends: error
local f = load(string.dump(function(a) return a + 1 end))
assert(f == nil)
error('binary chunks are refused')
