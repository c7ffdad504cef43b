-- Every option of pack, sizes and order of bytes: manual 6.4.2.
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
local function round(f, ...) local t = table.pack(string.unpack(f, string.pack(f, ...))) return table.unpack(t, 1, t.n) end
print(round("<bBhHlLjJT", -128, 255, -32768, 65535, -1, 1, math.mininteger, -1, 7))     --> -128 255 -32768 65535 -1 1 -9223372036854775808 -1 7 47
print(round(">iIi1I1i3I3i7I7", -1, 1, -128, 255, -8388608, 16777215, -1, 1 << 55))      --> -1 1 -128 255 -8388608 16777215 -1 36028797018963968 31
print(round("<fdnz", 0.5, 0.1, 1e300, "zero"), round("<s1s2s4s8s", "a", "", "ccc", "d", "e"))   --> 0.5 a  ccc d e 30
print(hex(string.pack("<i2>i2=i2", 1, 1, 1)), hex(string.pack(">I3<I3", 0x010203, 0x010203)))    --> 010000010100 010203030201
print(hex(string.pack("<s", "ab")), hex(string.pack(">s3", "ab")), hex(string.pack("z", "")))    --> 02000000000000006162 0000026162 00
print(hex(string.pack("c0", "")) == "", pcall(string.pack, "c0", "x"))                       --> true false bad argument #2 to 'string.pack' (string longer than given size)
print(hex(string.pack("c4", "ab")), (string.unpack("c2", "abc")), hex(string.pack("bxb", 1, 2)), hex(string.pack("xxx")))  --> 61620000 ab 010002 000000
print(string.packsize("bhilj"), string.packsize("BHILJT"), string.packsize("fdn"), string.packsize("i16I16"), string.packsize("c0x"))  --> 23 31 20 32 1
print(hex(string.pack("<J", -1)), hex(string.pack("<I8", -1)), hex(string.pack("<I9", 255)), hex(string.pack(">i9", -1)))  --> ffffffffffffffff ffffffffffffffff ff0000000000000000 ffffffffffffffffff
print(string.unpack("<I9", "\255\255\255\255\255\255\255\255\0"), string.unpack("<i9", ("\255"):rep(9)))   --> -1 -1 10
print(pcall(string.unpack, "<I9", ("\255"):rep(9)))                                     --> false 9-byte integer does not fit into Lua Integer
print(pcall(string.unpack, "<i9", ("\255"):rep(8) .. "\1"))                             --> false 9-byte integer does not fit into Lua Integer
print(string.unpack("<I8", ("\255"):rep(8)), string.unpack("<i1", "\128"), string.unpack("<I1", "\128"))   --> -1 -128 128 2
print(string.unpack("<f", string.pack("<f", 0.1)) == 0.1, string.unpack("<f", string.pack("<f", 1e300)), string.unpack("<d", string.pack("<d", -0.0)))  --> false inf -0.0 9
print(string.unpack("", "abc"), string.unpack(" ", "abc", 4), string.unpack("<i2", "\1\0\2\0", 3), string.unpack("b", "abc", -1))   --> 1 4 2 99 4
print(hex(string.pack("<i4", 3.0)), hex(string.pack("<i1", "5")), hex(string.pack("<d", "0.5")), hex(string.pack("z", 12)))   --> 03000000 05 000000000000e03f 313200
-- limits of each size
for size = 1, 7 do
    local top = 1 << size * 8 - 1
    local f, u = "<i" .. size, "<I" .. size
    assert(round(f, top - 1) == top - 1 and round(f, -top) == -top and round(u, 2 * top - 1) == 2 * top - 1)
    assert(not pcall(string.pack, f, top) and not pcall(string.pack, f, -top - 1))
    assert(not pcall(string.pack, u, 2 * top) and not pcall(string.pack, u, -1))
end
for size = 8, 16 do assert(round("<i" .. size, math.mininteger) == math.mininteger and round(">i" .. size, -1) == -1) end
