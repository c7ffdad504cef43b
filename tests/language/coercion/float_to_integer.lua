-- A float becomes an integer only when it is exactly one; else the operation fails.
print(1.0 | 0, 2 ^ 53 | 0, -2.0 ^ 63 | 0)             --> 1 9007199254740992 -9223372036854775808
print(pcall(function() return 1.5 | 0 end))           --~ false .*: number has no integer representation
print(pcall(function() return 2 ^ 63 | 0 end))        --~ false .*: number has no integer representation
print(pcall(function() return 0 / 0 | 0 end))         --~ false .*: number has no integer representation
print(pcall(function() return 1 / 0 | 0 end))         --~ false .*: number has no integer representation
print(("x"):rep(2.0), ("abc"):sub(2.0, 3.0))          --> xx bc
print(pcall(string.rep, "x", 1.5))   --> false bad argument #2 to 'string.rep' (number has no integer representation)
print(pcall(string.rep, "x", "1.5")) --> false bad argument #2 to 'string.rep' (number has no integer representation)
print(pcall(string.rep, "x", "z"))   --> false bad argument #2 to 'string.rep' (number expected, got string)
