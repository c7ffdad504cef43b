-- JSON (RFC 8259), read and written.
--
--   local value, message = json.decode(text [, options])
--   local text, message = json.encode(value [, options])
--
-- Both return nil and a message on failure. A message from `decode` names line and column
-- (in characters); one from `encode` names the path to the culprit, such as "$.list[3].name".
--
-- What maps to what:
--   null            json.null (so that nil always means failure)
--   number          an integer if it is written as one and fits 64 bits, otherwise a float
--   array           a table whose metatable is json.Array, so that [] stays an array
--   object          a plain table
-- When writing, a table is an array if it was made by json.array or if it has elements and
-- exactly the keys 1..n. Keys of objects are written in sorted order. Floats are written with
-- as few digits as bring the same float back, and keep a ".0", so that types survive a round
-- trip. NaN, infinities, cycles, invalid UTF-8 and other types are refused.
--
-- options.depth: nesting allowed (default 1000). options.indent (encode): spaces per level;
-- without it the text is one line.

local json = {}

local byte, find, format, match, sub = string.byte, string.find, string.format, string.match,
    string.sub
local concat = table.concat

local DEFAULT_DEPTH = 1000

json.null = setmetatable({}, { __name = "json.null", __tostring = function() return "null" end })

json.Array = { __name = "json.Array" }

-- Marks a table (a new one by default) as an array.
function json.array(t)
    return setmetatable(t or {}, json.Array)
end

---------------------------------------------------------------------------------------------
-- Reading
---------------------------------------------------------------------------------------------

-- What `fail` raises: a table, so that it is never mistaken for an error of this program.
local Failure = {}

local function fail(position, message, ...)
    error(setmetatable({ position = position, message = format(message, ...) }, Failure))
end

-- Line and column (both from 1) of a byte position.
local function locate(text, position)
    local line, start = 1, 1
    while true do
        local newline = find(text, "\n", start, true)
        if not newline or newline >= position then break end
        line = line + 1
        start = newline + 1
    end
    local before = sub(text, start, position - 1)
    return line, (utf8.len(before) or #before) + 1
end

-- What stands at a position, for messages.
local function describe(text, position)
    local char = match(text, "^" .. utf8.charpattern, position)
    if position > #text then return "end of text" end
    if not char or find(char, "^%c") then return format("byte %d", byte(text, position)) end
    return "'" .. char .. "'"
end

local function skip_space(text, position)
    return find(text, "[^ \t\r\n]", position) or #text + 1
end

local ESCAPES = { ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n",
                  r = "\r", t = "\t" }

-- Reads \uXXXX, or two of them where they are a surrogate pair; `position` is at the "\".
local function read_unicode(text, position)
    local digits = match(text, "^\\u(%x%x%x%x)", position)
    if not digits then fail(position, "malformed \\u escape") end
    local code = tonumber(digits, 16)
    if code < 0xD800 or code > 0xDFFF then return utf8.char(code), position + 6 end
    local low = match(text, "^\\u([dD][c-fC-F]%x%x)", position + 6)
    if code > 0xDBFF or not low then fail(position, "unpaired surrogate \\u%s", digits) end
    code = 0x10000 + ((code & 0x3FF) << 10 | tonumber(low, 16) & 0x3FF)
    return utf8.char(code), position + 12
end

local function read_escape(text, position)
    local letter = sub(text, position + 1, position + 1)
    if letter == "u" then return read_unicode(text, position) end
    local char = ESCAPES[letter]
    if not char then fail(position, "invalid escape '\\%s'", letter) end
    return char, position + 2
end

-- `position` is at the opening quote. Returns the string and the position behind it.
local function read_string(text, position)
    local start = position + 1
    local stop = find(text, '["\\%c]', start)
    if stop and byte(text, stop) == 34 then -- the usual case: nothing to translate
        return sub(text, start, stop - 1), stop + 1
    end
    local parts = {}
    while stop do
        parts[#parts + 1] = sub(text, start, stop - 1)
        local char = byte(text, stop)
        if char == 34 then return concat(parts), stop + 1 end
        if char == 92 then
            parts[#parts + 1], start = read_escape(text, stop)
        elseif char == 127 then -- %c covers DEL, which JSON allows
            parts[#parts + 1], start = "\127", stop + 1
        else
            fail(stop, "control character (byte %d) in a string", char)
        end
        stop = find(text, '["\\%c]', start)
    end
    fail(position, "unfinished string")
end

local function read_number(text, position)
    local digits, stop = match(text, "^%-?(%d+)()", position)
    if not digits then fail(position, "malformed number") end
    if #digits > 1 and byte(digits) == 48 then fail(position, "number with a leading zero") end
    local fraction = match(text, "^%.%d+()", stop)
    local exponent = match(text, "^[eE][+-]?%d+()", fraction or stop)
    stop = exponent or fraction or stop
    if find(text, "^[%w.+-]", stop) then fail(position, "malformed number") end
    local literal = sub(text, position, stop - 1)
    local value = tonumber(literal)
    if literal == "-0" then return -0.0, stop end
    if value == math.huge or value == -math.huge then fail(position, "number out of range") end
    return value, stop
end

local read_value

local function read_array(text, position, depth)
    local array, size = json.array(), 0
    position = skip_space(text, position + 1)
    if byte(text, position) == 93 then return array, position + 1 end
    while true do
        size = size + 1
        array[size], position = read_value(text, position, depth - 1)
        position = skip_space(text, position)
        local char = byte(text, position)
        if char == 93 then return array, position + 1 end
        if char ~= 44 then
            fail(position, "expected ',' or ']' but found %s", describe(text, position))
        end
        position = skip_space(text, position + 1)
    end
end

local function read_object(text, position, depth)
    local object = {}
    position = skip_space(text, position + 1)
    if byte(text, position) == 125 then return object, position + 1 end
    while true do
        if byte(text, position) ~= 34 then
            fail(position, "expected a string as key but found %s", describe(text, position))
        end
        local key, key_position = nil, position
        key, position = read_string(text, position)
        if object[key] ~= nil then fail(key_position, "duplicate key %q", key) end
        position = skip_space(text, position)
        if byte(text, position) ~= 58 then
            fail(position, "expected ':' but found %s", describe(text, position))
        end
        position = skip_space(text, position + 1)
        object[key], position = read_value(text, position, depth - 1)
        position = skip_space(text, position)
        local char = byte(text, position)
        if char == 125 then return object, position + 1 end
        if char ~= 44 then
            fail(position, "expected ',' or '}' but found %s", describe(text, position))
        end
        position = skip_space(text, position + 1)
    end
end

local function literal_reader(word, value)
    return function(text, position)
        if not find(text, "^" .. word .. "%f[^%w_]", position) then
            fail(position, "unknown word '%s'", match(text, "^[%w_]+", position))
        end
        return value, position + #word
    end
end

-- By the first byte of a value, its reader.
local READERS = {
    [byte '"'] = read_string, [byte "["] = read_array, [byte "{"] = read_object,
    [byte "-"] = read_number,
    [byte "t"] = literal_reader("true", true),
    [byte "f"] = literal_reader("false", false),
    [byte "n"] = literal_reader("null", json.null),
}
for digit = byte "0", byte "9" do READERS[digit] = read_number end

-- `position` is at the first byte of the value; `depth` is the nesting still allowed.
function read_value(text, position, depth)
    local reader = READERS[byte(text, position)]
    if not reader then
        fail(position, "expected a value but found %s", describe(text, position))
    end
    if depth <= 0 then fail(position, "nested too deeply") end
    return reader(text, position, depth)
end

local function read_document(text, depth)
    local valid, invalid = utf8.len(text)
    if not valid then fail(invalid, "invalid UTF-8") end
    local value, position = read_value(text, skip_space(text, 1), depth)
    position = skip_space(text, position)
    if position <= #text then
        fail(position, "expected the end but found %s", describe(text, position))
    end
    return value
end

function json.decode(text, options)
    local ok, result = pcall(read_document, text, options and options.depth or DEFAULT_DEPTH)
    if ok then return result end
    if getmetatable(result) ~= Failure then error(result, 0) end
    local line, column = locate(text, result.position)
    return nil, format("line %d, column %d: %s", line, column, result.message)
end

---------------------------------------------------------------------------------------------
-- Writing
---------------------------------------------------------------------------------------------

-- The writer's state: `out` collects pieces, `path` the keys from the root, `open` the tables
-- being written (to find cycles), `indent` the spaces of one level or nil.

local function refuse(writer, message, ...)
    local path = { "$" }
    for _, key in ipairs(writer.path) do
        local plain = type(key) == "string" and find(key, "^[%a_][%w_]*$")
        path[#path + 1] = plain and "." .. key or format("[%q]", key)
    end
    error(setmetatable({ message = concat(path) .. ": " .. format(message, ...) }, Failure))
end

local WRITTEN_ESCAPES = setmetatable({
    ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n",
    ["\r"] = "\\r", ["\t"] = "\\t",
}, { __index = function(_, char) return format("\\u%04x", byte(char)) end })

local function write_string(writer, value)
    if not utf8.len(value) then refuse(writer, "invalid UTF-8 in a string") end
    local out = writer.out
    out[#out + 1] = '"' .. value:gsub('[%c"\\]', WRITTEN_ESCAPES) .. '"'
end

local function float_literal(value)
    for digits = 15, 17 do
        local literal = format("%." .. digits .. "g", value)
        if tonumber(literal) == value then
            return find(literal, "[.e]") and literal or literal .. ".0"
        end
    end
end

local function write_number(writer, value)
    local out = writer.out
    if math.type(value) == "integer" then
        out[#out + 1] = format("%d", value)
    elseif value ~= value or value == math.huge or value == -math.huge then
        refuse(writer, "JSON has no %s", tostring(value))
    else
        out[#out + 1] = float_literal(value)
    end
end

local function line_break(writer, level)
    if writer.indent then
        writer.out[#writer.out + 1] = "\n" .. writer.indent:rep(level)
    end
end

local write_value

local function write_array(writer, array, size)
    local out, path = writer.out, writer.path
    local level = #path
    if size == 0 then
        out[#out + 1] = "[]"
        return
    end
    out[#out + 1] = "["
    for i = 1, size do
        if i > 1 then out[#out + 1] = "," end
        line_break(writer, level + 1)
        path[level + 1] = i
        write_value(writer, array[i])
    end
    path[level + 1] = nil
    line_break(writer, level)
    out[#out + 1] = "]"
end

local function sorted_keys(writer, object)
    local keys = {}
    for key in next, object do
        if type(key) ~= "string" then
            refuse(writer, "a table with a key of type %s is neither array nor object", type(key))
        end
        keys[#keys + 1] = key
    end
    table.sort(keys)
    return keys
end

local function write_object(writer, object)
    local out, path = writer.out, writer.path
    local level = #path
    local keys = sorted_keys(writer, object)
    if #keys == 0 then
        out[#out + 1] = "{}"
        return
    end
    out[#out + 1] = "{"
    for i, key in ipairs(keys) do
        if i > 1 then out[#out + 1] = "," end
        line_break(writer, level + 1)
        path[level + 1] = key
        write_string(writer, key)
        out[#out + 1] = writer.indent and ": " or ":"
        write_value(writer, object[key])
    end
    path[level + 1] = nil
    line_break(writer, level)
    out[#out + 1] = "}"
end

-- The number of elements if a table is an array, otherwise nil.
local function array_size(t)
    local size = #t
    if getmetatable(t) == json.Array then return size end
    if size == 0 then return nil end
    local count = 0
    for key in next, t do
        count = count + 1
        if math.type(key) ~= "integer" or key < 1 or key > size then return nil end
    end
    return count == size and size or nil
end

local function write_table(writer, t)
    if t == json.null then
        writer.out[#writer.out + 1] = "null"
        return
    end
    if writer.open[t] then refuse(writer, "a cycle") end
    if #writer.path >= writer.depth then refuse(writer, "nested too deeply") end
    writer.open[t] = true
    local size = array_size(t)
    if size then write_array(writer, t, size) else write_object(writer, t) end
    writer.open[t] = nil
end

local WRITERS = {
    string = write_string,
    number = write_number,
    table = write_table,
    boolean = function(writer, value) writer.out[#writer.out + 1] = tostring(value) end,
}

function write_value(writer, value)
    local write = WRITERS[type(value)]
    if not write then refuse(writer, "cannot write a value of type %s", type(value)) end
    write(writer, value)
end

function json.encode(value, options)
    local indent = options and options.indent
    local writer = {
        out = {}, path = {}, open = {},
        indent = indent and (" "):rep(indent),
        depth = options and options.depth or DEFAULT_DEPTH,
    }
    local ok, failure = pcall(write_value, writer, value)
    if ok then return concat(writer.out) end
    if getmetatable(failure) ~= Failure then error(failure, 0) end
    return nil, failure.message
end

return json
