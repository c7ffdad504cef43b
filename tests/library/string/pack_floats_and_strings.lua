local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<f", 1)), hex(string.pack(">d", -2)), hex(string.pack("<n", 0.5)))  --> 0000803f c000000000000000 000000000000e03f
print(string.unpack("<d", string.pack("<d", 1 / 3)) == 1 / 3) --> true
print(hex(string.pack("z", "abc")), hex(string.pack("<s1", "hi")), hex(string.pack(">s2", "hi")))  --> 61626300 026869 00026869
print(string.unpack("z", "abc\0def"), string.unpack("s1", "\3xyzw"))  --> abc xyz 5
print(hex(string.pack("c5", "ab")), string.unpack("c3", "abcdef"))    --> 6162000000 abc 4
print(hex(string.pack("<i1 x i1", 1, 2)), hex(string.pack(" < i2 ", 1)))  --> 010002 0100
print(string.unpack("z B", "a\0\7", 1))                       --> a 7 4
print(string.unpack("B", "abc", -1), string.unpack("B", "abc", 2))   --> 99 98 3
