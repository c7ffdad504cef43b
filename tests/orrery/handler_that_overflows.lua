-- A handler that itself overflows the stack ends the call with an error, soon.
local function recurse() return recurse() + 1 end
print((xpcall(recurse, recurse)))            --> false
print((xpcall(error, recurse, "x")))         --> false
print("alive")                               --> alive
--@ heavy
