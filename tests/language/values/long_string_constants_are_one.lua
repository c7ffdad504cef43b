-- Equal long string constants of one chunk are one object, in whatever functions they stand.
local function address(s) return ("%p"):format(s) end
local function one() return "0123456789012345678901234567890123456789 a long string" end
local function two() return function() return "0123456789012345678901234567890123456789 a long string" end end
local here = "0123456789012345678901234567890123456789 a long string"
local key = next({ ["0123456789012345678901234567890123456789 a long string"] = 1 })
print(address(one()) == address(here), address(two()()) == address(here), address(key) == address(here))  --> true true true
local made = "0123456789012345678901234567890123456789 " .. "a long string"
print(made == here, address(made) == address(here))   --> true false
