-- The environment is a value of another type.
-- ends: ok error
local _ENV = 5
local ok = x
