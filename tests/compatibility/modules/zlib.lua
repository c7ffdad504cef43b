-- lua-zlib: streams as closures with upvalues, checksums.
local zlib = need("zlib", "lua-zlib")
local text = {}
for i = 1, 5000 do text[i] = "line " .. i * i % 977 .. "\n" end
text = table.concat(text)
local packed, eof, bytes_in, bytes_out = zlib.deflate(9)(text, "finish")
expect({ eof, bytes_in, bytes_out, #packed < #text // 3 }, { true, #text, #packed, true })
local unpacked, done = zlib.inflate()(packed)
expect({ done, unpacked == text }, { true, true })

-- In pieces, both ways.
local deflate, parts = zlib.deflate(), {}
for at = 1, #text, 777 do parts[#parts + 1] = (deflate(text:sub(at, at + 776))) end
parts[#parts + 1] = (deflate("", "finish"))
local inflate, got = zlib.inflate(), {}
local all = table.concat(parts)
for at = 1, #all, 100 do got[#got + 1] = (inflate(all:sub(at, at + 99))) end
expect(table.concat(got) == text, true)

expect({ zlib.crc32()("123456789"), (zlib.adler32()("Wikipedia")) }, { 0xCBF43926, 0x11E60398 })
local ok, problem = pcall(zlib.inflate(), "this is no compressed data")
expect({ ok, type(problem) }, { false, "string" })

-- Streams that nobody ends are finalized.
for _ = 1, 50 do zlib.deflate()("something") end
collectgarbage()
print("ok")
