local p = string.pack(">i4s1zd !8 j", 7, "abc", "def", 1.5, 1 << 40)
assert(select("#", string.unpack(">i4s1zd !8 j", p)) == 6)
local big = string.pack("s4", ("x"):rep(2000))
assert(#string.unpack("s4", big) == 2000 and string.packsize("i4i8") >= 12)
for i = 1, 16 do assert(string.unpack("<i" .. i, string.pack("<i" .. i, -i)) == -i) end
local text = utf8.char(228, 8364, 0x10FFFF, 72)
assert(utf8.len(text) == 4 and select("#", utf8.codepoint(text, 1, -1)) == 4)
local points = {}
for position, code in utf8.codes(text) do points[#points + 1] = position .. ":" .. code end
assert(#points == 4 and utf8.offset(text, 3))
local ok, message = pcall(string.pack, "i17", 1)
if message == "not enough memory" then error(message, 0) end
local ok, message = pcall(utf8.codepoint, "\xff")
if message == "not enough memory" then error(message, 0) end
