-- Alignment: padding is zeros when packed and anything when unpacked.
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<!4 b i4 b i2", 1, 2, 3, 4)), hex(string.pack("<!2 b i4", 1, 2)), hex(string.pack("<! b d", 1, 0)))   --> 010000000200000003000400 010002000000 01000000000000000000000000000000
print(string.unpack("<!4 b i4", "\1\255\255\255\2\0\0\0"), string.unpack("<!8 b Xi8 b", "\1zzzzzzz\2"))     --> 1 1 2 10
print(hex(string.pack("<!4 c1 i4", "a", 1)), hex(string.pack("<!4 z i4", "a", 1)), hex(string.pack("<!4 b s4", 1, "x")))     --> 6100000001000000 6100000001000000 010000000100000078
print(hex(string.pack("<!4 b c3 z b", 1, "abc", "z", 2)), hex(string.pack("<!4 b Xs4", 1)), hex(string.pack("<!8 b Xh", 1))) --> 016162637a0002 01000000 0100
print(string.packsize("!8 b Xd d"), string.packsize("!1 b Xd d"), string.packsize("!b d"), string.packsize("b!d"), string.packsize("!16 b i16"))  --> 16 9 16 16 32
print(string.packsize("!4 i1 !2 i4 !1 i4"), pcall(string.packsize, "!4 b i3"))   --> 10 false bad argument #1 to 'string.packsize' (format asks for alignment not power of 2)
print(pcall(string.pack, "<!8 b Xz", 1))                --> false bad argument #1 to 'string.pack' (invalid next option for option 'X')
print(pcall(string.pack, "<!8 b Xc1", 1))               --> false bad argument #1 to 'string.pack' (invalid next option for option 'X')
print(pcall(string.pack, "<!8 b X", 1))                 --> false bad argument #1 to 'string.pack' (invalid next option for option 'X')
print(pcall(string.pack, "<!8 b X i4", 1, 2))           --> false bad argument #1 to 'string.pack' (invalid next option for option 'X')
print(pcall(string.pack, "!17 b", 1))                   --> false integral size (17) out of limits [1,16]
print(pcall(string.pack, "!0 b", 1))                    --> false integral size (0) out of limits [1,16]
print(pcall(string.pack, "i", 1 << 31))                 --> false bad argument #2 to 'string.pack' (integer overflow)
print(pcall(string.packsize, "i99999999999999999999"))  --> false integral size (999999999) out of limits [1,16]
print(pcall(string.packsize, "c99999999999999999999"))  --> false invalid format option '9'
print(string.packsize("<!4 b c3"), string.packsize("i1i2i3i4"), string.packsize("!i1i2i4"))  --> 4 10 8
-- where unpack starts
local data = "\1\2\3\4"
print(string.unpack("b", data), string.unpack("b", data, 4), string.unpack("b", data, -4), string.unpack("<i2", data, -2))  --> 1 4 1 1027 5
print(string.unpack("", data, 5), string.unpack("c0", data, 5))       --> 5  5
print(pcall(string.unpack, "b", data, 5))               --> false bad argument #2 to 'string.unpack' (data string too short)
print(pcall(string.unpack, "b", data, 6))               --> false bad argument #3 to 'string.unpack' (initial position out of string)
print(pcall(string.unpack, "", data, 6))                --> false bad argument #3 to 'string.unpack' (initial position out of string)
print(string.unpack("b", data, -5) == string.unpack("b", data, 1))    --> true
print(pcall(string.unpack, "b", data, math.maxinteger)) --> false bad argument #3 to 'string.unpack' (initial position out of string)
print(pcall(string.unpack, "i4", data, 2))              --> false bad argument #2 to 'string.unpack' (data string too short)
print(pcall(string.unpack, "b", data, 0))               --> true 1 2
