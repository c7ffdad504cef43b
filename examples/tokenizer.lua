-- Splits Lua 5.4 source into tokens with string patterns. Spaces and comments are tokens too,
-- so that the tokens joined give back the source, byte for byte.
--
--   lua tokenizer.lua [FILE...]     (without FILE: the Lua files of this folder)

local here = arg and arg[0] and arg[0]:match("^(.*[/\\])") or "./"

local tokenizer = {}

local KEYWORDS = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or
               repeat return then true until while]]):gmatch("%a+") do
    KEYWORDS[word] = true
end

-- Symbols of three bytes, then two, then one: the longest match wins.
local SYMBOLS = { {}, {}, {} }
for symbol in ([[... == ~= <= >= // :: << >> .. + - * / % ^ # & ~ | < > = ( ) { } [ ] ; : , .]])
    :gmatch("%S+") do
    SYMBOLS[#symbol][symbol] = true
end

local ESCAPES = {
    "^\\[abfnrtv\\\"'\n]()", "^\\\r\n?()", "^\\z%s*()", "^\\x%x%x()", "^\\%d%d?%d?()",
    "^\\u{%x+}()",
}

local function fail(source, position, message)
    local _, newlines = source:sub(1, position - 1):gsub("\n", "")
    error(("line %d: %s"):format(newlines + 1, message), 0)
end

-- The readers below get a position at the token's first byte, and return the token's kind and
-- the position behind it.

local function read_long(source, position, kind, opening)
    local level = source:match("^%[(=*)%[", opening)
    local _, last = source:find("]" .. level .. "]", opening + #level + 2, true)
    if not last then fail(source, position, "unfinished " .. kind) end
    return kind, last + 1
end

local function read_comment(source, position)
    if source:find("^%[=*%[", position + 2) then
        return read_long(source, position, "comment", position + 2)
    end
    return "comment", source:match("^[^\n]*()", position)
end

local function read_escape(source, position)
    for _, pattern in ipairs(ESCAPES) do
        local stop = source:match(pattern, position)
        if stop then return stop end
    end
    fail(source, position, "invalid escape sequence")
end

local function read_string(source, position)
    local quote = source:sub(position, position)
    local ordinary = "^[^\\\r\n" .. quote .. "]*()"
    local stop = position + 1
    while true do
        stop = source:match(ordinary, stop)
        local char = source:sub(stop, stop)
        if char == quote then return "string", stop + 1 end
        if char ~= "\\" then fail(source, position, "unfinished string") end
        stop = read_escape(source, stop)
    end
end

local function read_number(source, position)
    local body = source:match("^0[xX][%x.]*()", position)
    local exponent = body and "^[pP][+-]?%d*()" or "^[eE][+-]?%d*()"
    body = body or source:match("^[%d.]+()", position)
    local stop = source:match(exponent, body) or body
    stop = source:match("^[%w_.]*()", stop)
    if not tonumber(source:sub(position, stop - 1)) then
        fail(source, position, "malformed number")
    end
    return "number", stop
end

local function read_symbol(source, position)
    for length = 3, 1, -1 do
        if SYMBOLS[length][source:sub(position, position + length - 1)] then
            return "symbol", position + length
        end
    end
    fail(source, position, ("unexpected byte %d"):format(source:byte(position)))
end

local function read_token(source, position)
    local stop = source:match("^[%a_][%w_]*()", position)
    if stop then
        return KEYWORDS[source:sub(position, stop - 1)] and "keyword" or "name", stop
    end
    stop = source:match("^%s+()", position)
    if stop then return "space", stop end
    if source:find("^%.?%d", position) then return read_number(source, position) end
    if source:find("^[\"']", position) then return read_string(source, position) end
    if source:find("^%-%-", position) then return read_comment(source, position) end
    if source:find("^%[=*%[", position) then
        return read_long(source, position, "string", position)
    end
    if position == 1 and source:find("^#") then return "comment", source:match("^[^\n]*()") end
    return read_symbol(source, position)
end

-- An iterator over the tokens of a source: kind, text, position. Kinds: name, keyword, number,
-- string, symbol, space, comment. Raises a message with the line if the source is not Lua.
function tokenizer.tokens(source)
    local position = 1
    return function()
        if position > #source then return nil end
        local start = position
        local kind, stop = read_token(source, start)
        position = stop
        return kind, source:sub(start, stop - 1), start
    end
end

-- Counts of tokens by kind, the source joined again, and the source without comments and with
-- every space shrunk to one byte.
function tokenizer.analyse(source)
    local counts, all, terse = {}, {}, {}
    for kind, text in tokenizer.tokens(source) do
        counts[kind] = (counts[kind] or 0) + 1
        all[#all + 1] = text
        if kind == "space" then
            terse[#terse + 1] = text:find("\n") and "\n" or " "
        elseif kind ~= "comment" then
            terse[#terse + 1] = text
        end
    end
    return counts, table.concat(all), table.concat(terse)
end

local function significant(source)
    local list = {}
    for kind, text in tokenizer.tokens(source) do
        if kind ~= "space" and kind ~= "comment" then list[#list + 1] = kind .. " " .. text end
    end
    return table.concat(list, "\n")
end

-- Tokenizes a source, checks that nothing is lost, and returns the counts by kind.
function tokenizer.check(source, name)
    local counts, joined, terse = tokenizer.analyse(source)
    assert(joined == source, name .. ": the tokens do not give back the source")
    assert(significant(terse) == significant(source), name .. ": the short form differs")
    assert(load(terse, "=" .. name), name .. ": the short form does not compile")
    return counts
end

local TRICKY = [==[
#!/usr/bin/env lua
local s <const> = "a\z
    b\x41\u{20AC}\065\
\"" .. 'q"' .. [[long ]=] ]] .. [=[
]]]=]
--[[ comment
]] local t = { 3, 3., .5, 0x.8p-1, 0xA, 1e10, 3.0e-2, [ [[key]] ] = ... }
goto done; do local a = 1//2 >> 3 ~ ~4 end ::done::
--[ short
return s, #t, not nil, 1 .. 2, t[1]<t[2], a --]]
]==]

local BROKEN = {
    { "x = 'abc", "line 1: unfinished string" },
    { "x = 1\ny = \"a\n\"", "line 2: unfinished string" },
    { "\n\n--[[ never closed ]", "line 3: unfinished comment" },
    { "[==[ ]=]", "line 1: unfinished string" },
    { "n = 3x", "line 1: malformed number" },
    { "n = 0x", "line 1: malformed number" },
    { "n = 1..2", "line 1: malformed number" },
    { "s = '\\q'", "line 1: invalid escape sequence" },
    { "a = b ! c", "line 1: unexpected byte 33" },
}

local function check_cases()
    local counts = tokenizer.analyse(TRICKY)
    assert(counts.comment == 4 and counts.string == 5 and counts.number == 15)
    local _, joined = tokenizer.analyse(TRICKY)
    assert(joined == TRICKY)
    for _, case in ipairs(BROKEN) do
        local ok, message = pcall(tokenizer.analyse, case[1])
        assert(not ok and message == case[2], message)
    end
end

-- The files of this folder.
tokenizer.own_files = {
    "corpus.lua", "json.lua", "json_demo.lua", "numeric.lua", "pipeline.lua", "showcase.lua",
    "simulation.lua", "tokenizer.lua", "wordcount.lua",
}

local function read_file(path)
    local file = assert(io.open(path, "rb"))
    local source = file:read("a")
    file:close()
    return source
end

-- Tokenizes all files of this folder and some special cases; returns a line about it.
function tokenizer.selftest()
    check_cases()
    local files, bytes, tokens = 0, 0, 0
    for _, name in ipairs(tokenizer.own_files) do
        local source = read_file(here .. name)
        for _, count in pairs(tokenizer.check(source, name)) do tokens = tokens + count end
        files = files + 1
        bytes = bytes + #source
    end
    assert(tokens > 5000)
    return ("%d files, %d bytes, %d tokens, joined again exactly"):format(files, bytes, tokens)
end

local KINDS = { "name", "keyword", "number", "string", "symbol", "comment", "space" }

local function main(paths)
    if #paths == 0 then
        check_cases()
        for i, name in ipairs(tokenizer.own_files) do paths[i] = here .. name end
    end
    for _, path in ipairs(paths) do
        local counts = tokenizer.check(read_file(path), path)
        local cells = {}
        for i, kind in ipairs(KINDS) do cells[i] = ("%s %d"):format(kind, counts[kind] or 0) end
        print(path .. ": " .. table.concat(cells, ", "))
    end
end

if arg and arg[0] and arg[0]:find("tokenizer%.lua$") then
    main(arg)
end

return tokenizer
