-- lua-cjson: encoding, decoding, its errors and its two kinds of null and empty arrays.
local cjson = need("cjson", "lua-cjson")
local decoded = cjson.decode('{"a":[1,2.5,-3e2,true,null,"\\u00e9\\n"],"b":{"c":{}},"n":9007199254740993}')
expect(decoded.a[1], 1.0 == 1 and decoded.a[1] or nil)
expect({ decoded.a[1] == 1, decoded.a[2], decoded.a[3] == -300, decoded.a[4], decoded.a[6] },
    { true, 2.5, true, true, "é\n" })
expect(decoded.a[5] == cjson.null, true)
expect(type(decoded.b.c), "table")

expect(cjson.encode({ 1, 2, 3, { "x" }, false }), '[1,2,3,["x"],false]')
expect(cjson.encode({ key = "va\"l\\ue\t" }), '{"key":"va\\"l\\\\ue\\t"}')
expect(cjson.encode({ [1] = 1, [3] = 3 }), '[1,null,3]')
expect(cjson.encode(cjson.null), "null")

-- A round trip of something large.
local rows = {}
for i = 1, 2000 do rows[i] = { id = i, name = "row " .. i, half = i / 2, tags = { "a", "b", i } } end
local again = cjson.decode(cjson.encode(rows))
expect(#again, 2000)
for i = 1, 2000, 97 do
    expect({ again[i].id == i, again[i].name, again[i].half == i / 2, #again[i].tags }, { true, "row " .. i, true, 3 })
end

-- Errors that its C code raises.
local ok, problem = pcall(cjson.decode, '{"a":')
expect(ok, false)
expect(problem:find("Expected value but found T_END", 1, true) ~= nil, true)
ok, problem = pcall(cjson.encode, { f = print })
expect({ ok, problem:find("type not supported", 1, true) ~= nil }, { false, true })
local deep = {}
local at = deep
for _ = 1, 1500 do at[1] = {}; at = at[1] end
ok, problem = pcall(cjson.encode, deep)
expect({ ok, problem:find("excessive nesting", 1, true) ~= nil }, { false, true })

local safe = require "cjson.safe"
local nothing, message = safe.decode("[1,2")
expect({ nothing == nil, message:find("Expected", 1, true) ~= nil }, { true, true })
local own = cjson.new()
own.encode_sparse_array(true)
expect(own.encode({ [1000] = 1 }), '{"1000":1}')
print("ok")
