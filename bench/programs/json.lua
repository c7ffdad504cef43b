-- JSON: parses and writes a document of objects, arrays, strings and numbers by hand-written
-- recursive descent over bytes and patterns. Strings and small tables.
-- Size: records in the document.

local n = tonumber(arg and arg[1]) or 1200
local ROUNDS = 4

local byte, find, sub, match = string.byte, string.find, string.sub, string.match

local ESCAPES = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f", ['"'] = '"', ["\\"] = "\\",
                  ["/"] = "/" }
local UNESCAPES = { ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r", ["\b"] = "\\b",
                    ["\f"] = "\\f", ['"'] = '\\"', ["\\"] = "\\\\" }

local parse_value

local function skip(text, position)
    return find(text, "[^ \n\r\t]", position)
end

local function parse_string(text, position)
    local start, parts = position + 1, nil
    while true do
        local stop = find(text, '["\\]', start)
        if not stop then error("unfinished string at " .. position) end
        local piece = sub(text, start, stop - 1)
        if byte(text, stop) == 34 then
            if not parts then return piece, stop + 1 end
            parts[#parts + 1] = piece
            return table.concat(parts), stop + 1
        end
        parts = parts or {}
        parts[#parts + 1] = piece
        parts[#parts + 1] = ESCAPES[sub(text, stop + 1, stop + 1)] or error("bad escape")
        start = stop + 2
    end
end

local function parse_array(text, position)
    local array, count = {}, 0
    position = skip(text, position + 1)
    if byte(text, position) == 93 then return array, position + 1 end
    while true do
        count = count + 1
        array[count], position = parse_value(text, position)
        position = skip(text, position)
        local char = byte(text, position)
        if char == 93 then return array, position + 1 end
        if char ~= 44 then error("expected , at " .. position) end
        position = skip(text, position + 1)
    end
end

local function parse_object(text, position)
    local object, key = {}, nil
    position = skip(text, position + 1)
    if byte(text, position) == 125 then return object, position + 1 end
    while true do
        key, position = parse_string(text, position)
        position = skip(text, position)
        if byte(text, position) ~= 58 then error("expected : at " .. position) end
        object[key], position = parse_value(text, skip(text, position + 1))
        position = skip(text, position)
        local char = byte(text, position)
        if char == 125 then return object, position + 1 end
        if char ~= 44 then error("expected , at " .. position) end
        position = skip(text, position + 1)
    end
end

function parse_value(text, position)
    local char = byte(text, position)
    if char == 123 then return parse_object(text, position) end
    if char == 91 then return parse_array(text, position) end
    if char == 34 then return parse_string(text, position) end
    if char == 116 then return true, position + 4 end
    if char == 102 then return false, position + 5 end
    local number, stop = match(text, "^(-?%d+%.?%d*)()", position)
    if not number then error("expected a value at " .. position) end
    return tonumber(number), stop
end

local write_value

local function write_string(out, value)
    out[#out + 1] = '"'
    out[#out + 1] = find(value, '["\\%c]') and value:gsub('["\\%c]', UNESCAPES) or value
    out[#out + 1] = '"'
end

local function write_object(out, object)
    local keys = {}
    for key in pairs(object) do keys[#keys + 1] = key end
    table.sort(keys)
    out[#out + 1] = "{"
    for i, key in ipairs(keys) do
        if i > 1 then out[#out + 1] = "," end
        write_string(out, key)
        out[#out + 1] = ":"
        write_value(out, object[key])
    end
    out[#out + 1] = "}"
end

function write_value(out, value)
    local kind = type(value)
    if kind == "string" then
        write_string(out, value)
    elseif kind ~= "table" then
        out[#out + 1] = tostring(value)
    elseif value[1] ~= nil then
        out[#out + 1] = "["
        for i = 1, #value do
            if i > 1 then out[#out + 1] = "," end
            write_value(out, value[i])
        end
        out[#out + 1] = "]"
    else
        write_object(out, value)
    end
end

-- The text, and the sum over its records that `sum` below must find.
local function make_document(records)
    local out, seed, sum = { "[\n" }, 42, 0
    local function random(limit)
        seed = (seed * 3877 + 29573) % 139968
        return seed % limit
    end
    for i = 1, records do
        local ratio, deep, z = random(100), random(50), 1 + random(50)
        sum = sum + ratio + 0.25 + deep - z
        out[#out + 1] = ('  {"id": %d, "name": "item %d \\"%d\\"", "ratio": %d.25,\n'):format(i, i,
            random(1000), ratio)
        out[#out + 1] = ('   "tags": ["a%d", "b\\t%d", true, false, {}],\n'):format(random(9),
            random(9))
        out[#out + 1] = ('   "deep": {"x": [1, 2, [%d, [%d]]], "y": {"z": -%d}}}'):format(
            deep, random(50), z)
        out[#out + 1] = i < records and ",\n" or "\n]"
    end
    return table.concat(out), sum
end

local document, expected = make_document(n)
local size, sum
for _ = 1, ROUNDS do
    local value = parse_value(document, 1)
    assert(#value == n)
    local out = {}
    write_value(out, value)
    local text = table.concat(out)
    local again = {}
    write_value(again, (parse_value(text, 1)))
    assert(table.concat(again) == text, "no round trip")
    size, sum = #text, 0
    for i = 1, n do
        local record = value[i]
        assert(record.id == i and #record.tags == 5)
        sum = sum + record.ratio + record.deep.x[3][1] + record.deep.y.z
    end
end
print(("%d records, %d bytes, sum %.2f"):format(n, size, sum))
assert(sum == expected)
