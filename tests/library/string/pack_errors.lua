local function why(f, ...) print((select(2, pcall(f, ...)))) end
why(string.pack, "i1", 128)            --> bad argument #2 to 'string.pack' (integer overflow)
why(string.pack, "I1", 256)            --> bad argument #2 to 'string.pack' (unsigned overflow)
why(string.pack, "I1", -1)             --> bad argument #2 to 'string.pack' (unsigned overflow)
why(string.pack, "i17", 1)             --> integral size (17) out of limits [1,16]
why(string.pack, "i0", 1)              --> integral size (0) out of limits [1,16]
why(string.pack, "y", 1)               --> invalid format option 'y'
why(string.pack, "c", "x")             --> missing size for format option 'c'
why(string.pack, "c2", "xyz")          --> bad argument #2 to 'string.pack' (string longer than given size)
why(string.pack, "z", "a\0b")          --> bad argument #2 to 'string.pack' (string contains zeros)
why(string.pack, "s1", ("x"):rep(256)) --> bad argument #2 to 'string.pack' (string length does not fit in given size)
why(string.pack, "i4")                 --~ bad argument #2 to .string.pack. \(number expected, got (nil|no value)\)
why(string.pack, "X", 1)               --> bad argument #1 to 'string.pack' (invalid next option for option 'X')
why(string.unpack, "i4", "abc")        --> bad argument #2 to 'string.unpack' (data string too short)
why(string.unpack, "z", "abc")         --> bad argument #2 to 'string.unpack' (unfinished string for format 'z')
why(string.unpack, "s1", "\5ab")       --> bad argument #2 to 'string.unpack' (data string too short)
why(string.unpack, "c4", "abc")        --> bad argument #2 to 'string.unpack' (data string too short)
why(string.unpack, "i1", "a", 3)       --> bad argument #3 to 'string.unpack' (initial position out of string)
why(string.unpack, "i16", ("\255"):rep(8) .. ("\1"):rep(8))   --> 16-byte integer does not fit into Lua Integer
why(string.packsize, "s")              --> bad argument #1 to 'string.packsize' (variable-length format)
why(string.packsize, "z")              --> bad argument #1 to 'string.packsize' (variable-length format)
why(string.packsize, ("c2147483639"):rep(2))  --> bad argument #1 to 'string.packsize' (format result too large)
