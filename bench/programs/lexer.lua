-- A scanner for a language like C, byte by byte with character classes from tables, interning its
-- names. string.byte, string.sub, branches, small tables.
-- Size: functions in the generated source.

local n = tonumber(arg and arg[1]) or 12000

local byte, sub = string.byte, string.sub

local LETTER, DIGIT, SPACE = 1, 2, 3
local CLASS = {}
for code = byte "a", byte "z" do CLASS[code] = LETTER end
for code = byte "A", byte "Z" do CLASS[code] = LETTER end
for code = byte "0", byte "9" do CLASS[code] = DIGIT end
CLASS[byte "_"] = LETTER
for _, space in ipairs { " ", "\t", "\n" } do CLASS[byte(space)] = SPACE end

local KEYWORDS = { ["int"] = true, ["if"] = true, ["else"] = true, ["while"] = true,
                   ["return"] = true }
local DOUBLE = { ["=="] = true, ["<="] = true, ["+="] = true, ["&&"] = true, ["->"] = true }

local Lexer = {}
Lexer.__index = Lexer

function Lexer.new(source)
    return setmetatable({ source = source, position = 1, line = 1, names = {}, name_count = 0 },
        Lexer)
end

function Lexer:skip()
    local source, position = self.source, self.position
    while true do
        local code = byte(source, position)
        if CLASS[code] == SPACE then
            if code == 10 then self.line = self.line + 1 end
            position = position + 1
        elseif code == 47 and byte(source, position + 1) == 47 then
            while byte(source, position) ~= 10 do position = position + 1 end
        else
            break
        end
    end
    self.position = position
end

function Lexer:word()
    local source, start = self.source, self.position
    local stop = start + 1
    while true do
        local class = CLASS[byte(source, stop)]
        if class ~= LETTER and class ~= DIGIT then break end
        stop = stop + 1
    end
    self.position = stop
    local text = sub(source, start, stop - 1)
    if KEYWORDS[text] then return "keyword", text end
    if not self.names[text] then
        self.name_count = self.name_count + 1
        self.names[text] = self.name_count
    end
    return "name", self.names[text]
end

function Lexer:number()
    local source, position, value = self.source, self.position, 0
    local code = byte(source, position)
    while CLASS[code] == DIGIT do
        value = value * 10 + code - 48
        position = position + 1
        code = byte(source, position)
    end
    self.position = position
    return "number", value
end

function Lexer:string()
    local source, start = self.source, self.position
    local position = start + 1
    while byte(source, position) ~= 34 do
        position = position + (byte(source, position) == 92 and 2 or 1)
    end
    self.position = position + 1
    return "string", sub(source, start + 1, position - 1)
end

-- The next token: kind and value, or nil at the end.
function Lexer:next()
    self:skip()
    local code = byte(self.source, self.position)
    if not code then return nil end
    local class = CLASS[code]
    if class == LETTER then return self:word() end
    if class == DIGIT then return self:number() end
    if code == 34 then return self:string() end
    local two = sub(self.source, self.position, self.position + 1)
    if DOUBLE[two] then
        self.position = self.position + 2
        return "symbol", two
    end
    self.position = self.position + 1
    return "symbol", sub(two, 1, 1)
end

local FUNCTION = [[
// function number %d
int function_%d(int a, int b) {
    if (a <= %d && b == 7) { return a->field + "text \"%d\""; }
    else { a += function_%d(b, 12) * 3; }
    return a;
}
]]

local parts = {}
for i = 1, n do parts[i] = FUNCTION:format(i, i, i % 100, i, i - 1) end
local lexer = Lexer.new(table.concat(parts))
local counts, sum, checksum = {}, 0, 0
while true do
    local kind, value = lexer:next()
    if not kind then break end
    counts[kind] = (counts[kind] or 0) + 1
    if kind == "number" then sum = sum + value end
    checksum = (checksum * 31 + (kind == "name" and value or #kind)) % 16777213
end
local expected = 0
for i = 1, n do expected = expected + i % 100 + 7 + 12 + 3 end
print(("%d lines, %d names, %d symbols, checksum %d"):format(lexer.line - 1, lexer.name_count,
    counts.symbol, checksum))
assert(sum == expected and lexer.line == 6 * n + 1)
assert(counts.name == 11 * n and counts.keyword == 7 * n and counts.string == n)
assert(lexer.name_count == n + 4)
