local f = assert(io.open("d", "w"))
local line = ("x"):rep(1000)
for i = 1, 500 do f:write(i, " ", line, "\n") end
f:close()
local n, bytes = 0, 0
for l in io.lines("d") do n = n + 1 bytes = bytes + #l end
print(n, bytes)                        --> 500 501892
f = io.open("d")
local all = f:read("a")
f:seek("set")
print(#all, #f:read(100000), #f:read(1000000), f:read(10))   --> 502392 100000 402392 nil
f:close()
f = io.open("long", "w") f:write(("y"):rep(200000)) f:close()
print(#io.open("long"):read("l"))      --> 200000
