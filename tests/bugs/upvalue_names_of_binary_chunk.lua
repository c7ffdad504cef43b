-- 5.4.4: a binary chunk of luac with more names of upvalues than upvalues wrote behind their array.
local function number(n)
    local text = string.char(n & 127 | 128)
    n = n >> 7
    while n > 0 do text = string.char(n & 127) .. text n = n >> 7 end
    return text
end
local function text(s) return number(#s + 1) .. s end
-- a main function with two instructions (VARARGPREP, RETURN), one upvalue and that many names of upvalues
local function chunk(names)
    local parts = {
        "\x1bLua\x54\0\x19\x93\r\n\x1a\n\x04\x08\x08", string.pack("<i8d", 0x5678, 370.5), "\1", text "@x",
        number(0), number(0), "\0\1\2", number(2), string.pack("<I4I4", 81, 70 | 1 << 16 | 1 << 24), number(0),
        number(1), "\1\0\0", number(0), number(0), number(0), number(0), number(names),
    }
    for i = 1, names do parts[#parts + 1] = text("name" .. i) end
    return table.concat(parts)
end
print(type(load(chunk(1), "=x", "b")), type(load(chunk(0), "=x", "b"))) --> function function
print(debug.getupvalue(load(chunk(1), "=x", "b"), 1) ) --~ (name1|\(no name\)) table: \w+
for _, names in ipairs {2, 3, 100, 5000} do
    local f, message = load(chunk(names), "=x", "b")
    print(f and debug.getupvalue(f, 2), type(message or ""))
end
--> nil string
--> nil string
--> nil string
--> nil string
--@ peer-differs some releases have this bug
