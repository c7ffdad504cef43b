local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<b B h H", -1, 255, -2, 65534)))       --> fffffefffeff
print(hex(string.pack(">i4 I4", -2, 0xdeadbeef)))             --> fffffffedeadbeef
print(hex(string.pack("<i3 >i3", 0x010203, 0x010203)))        --> 030201010203
print(hex(string.pack("<j", -1)), hex(string.pack(">I8", 1))) --> ffffffffffffffff 0000000000000001
print(hex(string.pack(">i16", -2)))                           --> fffffffffffffffffffffffffffffffe
print(hex(string.pack("<I16", 1)))                            --> 01000000000000000000000000000000
print(string.unpack("<i2", "\255\255"), string.unpack("<I2", "\255\255"))  --> -1 65535 3
print(string.unpack(">i16", string.pack(">i16", math.mininteger)))  --> -9223372036854775808 17
print(string.unpack("<i4 i4", string.pack("<i4 i4", 7, -7)))  --> 7 -7 9
for size = 1, 16 do
    local n = size >= 8 and math.mininteger or -(1 << (size * 8 - 1))
    local f = "<i" .. size
    if string.unpack(f, string.pack(f, n)) ~= n then print("broken", size) end
end
