-- Without debug information neither chunk nor line nor names are known.
local f = load(string.dump(function(a) return a + 1 end, true))
print(pcall(f, {}))             --> false ?:-1: attempt to perform arithmetic on a table value
