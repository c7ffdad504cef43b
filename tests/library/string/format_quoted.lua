local function back(v) return load("return " .. ("%q"):format(v))() end
for _, v in ipairs { "plain", "quo\"te", "back\\slash", "new\nline", "cr\r", "zero\0", "zero\0001", "\200\255", "", 12, -7,
    0.1, 1e100, -0.0, 1 / 3, math.maxinteger, math.mininteger, math.huge, -math.huge, true, false } do
    local b = back(v)
    if b ~= v or math.type(b) ~= math.type(v) then print("differs", v, b) end
end
print(("%q"):format("a\nb\"c\\"))                  --> "a\ --> b\"c\\"
print(("%q"):format("\0\0011\r\0012"))             --> "\0\0011\13\0012"
print(("%q %q"):format(255, math.mininteger))      --> 255 0x8000000000000000
print(("%q"):format(0.5), ("%q"):format(1 / 0), ("%q"):format(-1 / 0), ("%q"):format(0 / 0))  --> 0x1p-1 1e9999 -1e9999 (0/0)
print(("%q"):format(nil), back(nil))               --> nil nil
print(pcall(string.format, "%q", {}))              --> false bad argument #2 to 'string.format' (value has no literal form)
print(pcall(string.format, "%10q", "x"))           --> false specifier '%q' cannot have modifiers
