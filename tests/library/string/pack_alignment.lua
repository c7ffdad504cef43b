local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<!4 i1 i4", 1, 2)))                    --> 0100000002000000
print(hex(string.pack("<!2 i1 i4", 1, 2)))                    --> 010002000000
print(hex(string.pack("<i1 !4 i2 i1 i4", 1, 2, 3, 4)))        --> 010002000300000004000000
print(hex(string.pack("<!4 i1 Xi4 i1", 1, 2)))                --> 0100000002
print(string.packsize("<!8 i1 i8"), string.packsize("i1 i8"), string.packsize("!4 i1 Xi4"))  --> 16 9 4
print(pcall(string.pack, "!3 i3", 1))     --~ false .*(format asks for alignment not power of 2).*
print(string.packsize("<!1 i1 i8"), string.packsize("<!16 i1 i16"))   --> 9 32
