local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
local bytes = table.concat(all)
local f = assert(io.open("d", "wb")) f:write(bytes, bytes) f:close()
f = io.open("d", "rb")
print(f:read(256) == bytes, f:read("a") == bytes)        --> true true
f:close()
f = io.open("d", "wb") f:write("a\0b\nc\0\n\0") f:close()
local lengths = {}
for l in io.lines("d") do lengths[#lengths + 1] = #l end
print(table.concat(lengths, " "))      --> 3 2 1
