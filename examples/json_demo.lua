-- Exercises json.lua: documents that must be read, documents that must be refused (with the
-- place named), exact numbers, and round trips of a generated catalogue.
--
--   lua json_demo.lua               runs the checks and shows a sample
--   lua json_demo.lua FILE.json     checks a document and prints it indented

local here = arg and arg[0] and arg[0]:match("^(.*[/\\])") or "./"
package.path = here .. "?.lua;" .. package.path
local json = require "json"
local corpus = require "corpus"

local demo = {}

-- Deep equality that tells 1 from 1.0 and 0.0 from -0.0.
local function same(a, b)
    if type(a) ~= "table" or type(b) ~= "table" then
        return a == b and math.type(a) == math.type(b) and (a ~= 0 or 1 / a == 1 / b)
    end
    if a == json.null or b == json.null then return a == b end
    for key, value in pairs(a) do
        if not same(value, b[key]) then return false end
    end
    for key in pairs(b) do
        if a[key] == nil then return false end
    end
    return getmetatable(a) == getmetatable(b)
end

-- Text and the value it must give.
local ACCEPTED = {
    { 'null', json.null },
    { ' true ', true },
    { '[]', json.array() },
    { '{}', {} },
    { '[1, 2.0, -3e2]', json.array { 1, 2.0, -300.0 } },
    { '{"a": {"b": [null, false]}}', { a = { b = json.array { json.null, false } } } },
    { '"\\u00e9\\u20ac\\ud83c\\udf0d \\"\\\\\\/\\b\\f\\n\\r\\t"', "é€🌍 \"\\/\b\f\n\r\t" },
    { '"\\u0000\127"', "\0\127" },
    { '9223372036854775807', math.maxinteger },
    { '-9223372036854775808', math.mininteger },
    { '9223372036854775808', 2.0 ^ 63 },
    { '-0', -0.0 },
    { '0.1', 0.1 },
    { '5e-324', 5e-324 },
    { '1.7976931348623157e308', 1.7976931348623157e308 },
    { '{"":0,"0":1}', { [""] = 0, ["0"] = 1 } },
}

-- Text that must be refused, and the message.
local REFUSED = {
    { '', "line 1, column 1: expected a value but found end of text" },
    { '[1, 2', "line 1, column 6: expected ',' or ']' but found end of text" },
    { '[1,]', "line 1, column 4: expected a value but found ']'" },
    { '{"a" 1}', "line 1, column 6: expected ':' but found '1'" },
    { '{a: 1}', "line 1, column 2: expected a string as key but found 'a'" },
    { '{"k": 1, "k": 2}', 'line 1, column 10: duplicate key "k"' },
    { '[\n  "é",\n  "ü" x\n]', "line 3, column 7: expected ',' or ']' but found 'x'" },
    { '01', "line 1, column 1: number with a leading zero" },
    { '[1.]', "line 1, column 2: malformed number" },
    { '-', "line 1, column 1: malformed number" },
    { '1e', "line 1, column 1: malformed number" },
    { '0x10', "line 1, column 1: malformed number" },
    { '1e999', "line 1, column 1: number out of range" },
    { 'nul', "line 1, column 1: unknown word 'nul'" },
    { 'truely', "line 1, column 1: unknown word 'truely'" },
    { '"abc', "line 1, column 1: unfinished string" },
    { '"a\nb"', "line 1, column 3: control character (byte 10) in a string" },
    { '"\\x"', "line 1, column 2: invalid escape '\\x'" },
    { '"\\u12g4"', "line 1, column 2: malformed \\u escape" },
    { '"\\ud800 "', "line 1, column 2: unpaired surrogate \\ud800" },
    { '"\\udc00"', "line 1, column 2: unpaired surrogate \\udc00" },
    { '"\xff"', "line 1, column 2: invalid UTF-8" },
    { '[1] []', "line 1, column 5: expected the end but found '['" },
    { ('['):rep(1001), "line 1, column 1001: nested too deeply" },
}

local function check_reading()
    for _, case in ipairs(ACCEPTED) do
        local text, expected = case[1], case[2]
        local value, message = json.decode(text)
        assert(value ~= nil, message)
        assert(same(value, expected), "wrong value from " .. text)
        assert(same(json.decode(assert(json.encode(value))), expected), "no round trip: " .. text)
    end
    for _, case in ipairs(REFUSED) do
        local text, expected = case[1], case[2]
        local value, message = json.decode(text)
        assert(value == nil and message == expected,
            ("%s\n  expected %s\n  got      %s"):format(text, expected, message))
    end
    return #ACCEPTED + #REFUSED
end

local function check_writing()
    local cyclic = { list = { 1, {} } }
    cyclic.list[2].up = cyclic.list
    local cases = {
        { { 3, 2, 1 }, "[3,2,1]" },
        { { b = 1, a = { x = json.null } }, '{"a":{"x":null},"b":1}' },
        { { 1.0, 0.1, 1e300, -0.0 }, "[1.0,0.1,1e+300,-0.0]" },
        { "a\"\1é", '"a\\"\\u0001é"' },
        { cyclic, nil, "$.list[2].up: a cycle" },
        { { a = { 0 / 0 } }, nil, "$.a[1]: JSON has no " .. tostring(0 / 0) },
        { { ["odd key"] = print }, nil, '$["odd key"]: cannot write a value of type function' },
        { { 1, x = 2 }, nil, "$: a table with a key of type number is neither array nor object" },
        { { x = "\xC3" }, nil, "$.x: invalid UTF-8 in a string" },
    }
    for _, case in ipairs(cases) do
        local text, message = json.encode(case[1])
        assert(text == case[2] and message == case[3], message or text)
    end
    assert(json.encode({ a = { 1, json.array() } }, { indent = 2 }) ==
        '{\n  "a": [\n    1,\n    []\n  ]\n}')
    return #cases + 1
end

-- A catalogue of invented bodies, with all kinds of values.
local function make_catalogue(entries)
    local random = corpus.random(99)
    local catalogue = { name = "Catalogue № 7", version = 3, bodies = json.array() }
    for i = 1, entries do
        catalogue.bodies[i] = {
            id = i, name = ("Body \"%d\"\t№"):format(random(100000)),
            mass = random(1 << 30) / 1024, key = random(1 << 31) << 32 | random(1 << 31),
            ring = random(2) == 1, discovered = json.null, moons = json.array(),
            orbit = { axis = random(1 << 31) / 3, eccentricity = 1 / random(1000) },
        }
        for moon = 1, random(5) - 1 do
            catalogue.bodies[i].moons[moon] = ("☾%d"):format(moon)
        end
    end
    return catalogue
end

local function check_round_trip(entries)
    local catalogue = make_catalogue(entries)
    local compact = assert(json.encode(catalogue))
    local pretty = assert(json.encode(catalogue, { indent = 4 }))
    local from_compact, from_pretty = json.decode(compact), json.decode(pretty)
    assert(same(from_compact, catalogue) and same(from_pretty, catalogue))
    assert(json.encode(from_pretty) == compact, "the second writing differs")
    return #compact + #pretty
end

-- Runs all checks; returns a line about them.
function demo.selftest(entries)
    local cases = check_reading() + check_writing()
    local bytes = check_round_trip(entries or 1000)
    return ("%d cases, %d bytes written, read and written again"):format(cases, bytes)
end

local function main(path)
    if not path then
        print(demo.selftest())
        print(json.encode(make_catalogue(1), { indent = 2 }))
        return
    end
    local file = assert(io.open(path, "rb"))
    local value, message = json.decode(file:read("a"))
    file:close()
    if value == nil then
        io.stderr:write(path, ": ", message, "\n")
        os.exit(1)
    end
    print(json.encode(value, { indent = 2 }))
end

if arg and arg[0] and arg[0]:find("json_demo%.lua$") then
    main(arg[1])
end

return demo
