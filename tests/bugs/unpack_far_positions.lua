-- 5.4.1: string.unpack turned positions and sizes that do not fit into the wrong type.
print(pcall(string.unpack, "c0", "abc", math.maxinteger)) --> false bad argument #3 to 'string.unpack' (initial position out of string)
print(string.unpack("c0", "abc", math.mininteger) == "", (string.unpack("B", "abc", -3))) --> true 97
print(pcall(string.unpack, "c2147483647", "abc")) --> false bad argument #2 to 'string.unpack' (data string too short)
print(pcall(string.unpack, "<s8", ("\xff"):rep(8) .. "abc")) --> false bad argument #2 to 'string.unpack' (data string too short)
print(pcall(string.unpack, "<s8", ("\xff"):rep(7) .. "\x7fabc")) --> false bad argument #2 to 'string.unpack' (data string too short)
print(string.unpack("<s8", "\2\0\0\0\0\0\0\0abc")) --> ab 11
print(string.unpack("<I4 c2", "\1\0\0\0xy", -6)) --> 1 xy 7
