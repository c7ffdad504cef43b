-- %s converts as tostring does; with modifiers no zeros may be inside; %q is read back as it was.
local named = setmetatable({}, { __name = "Named" })
local text = setmetatable({}, { __tostring = function() return "a\0b" end })
print((("%s"):format(named):gsub("0x%x+", "ADDRESS")), #("%s"):format(text), ("%s %s %s"):format(nil, true, -0.0))  --> Named: ADDRESS 3 nil true -0.0
print(pcall(string.format, "%5s", text))                 --> false bad argument #2 to 'string.format' (string contains zeros)
print(pcall(string.format, "%.1s", "a\0b"))              --> false bad argument #2 to 'string.format' (string contains zeros)
print(pcall(string.format, "%s", setmetatable({}, { __tostring = function() error("no text", 0) end })))  --> false no text
print(#("%s"):format(("x"):rep(1000) .. "\0"), ("%-3s|"):format(1), ("%3s|"):format(nil), ("%.2s"):format(true))  --> 1001 1  | nil| tr
print(pcall(string.format, "%150s", "x"))                --> false invalid conversion specification: '%150s'
print(#("%99s"):format(""), #("%s"):format(("y"):rep(500)), #("%.99s"):format(("y"):rep(500)), #("%20s"):format(("y"):rep(500)))  --> 99 500 99 500
-- every byte alone and before a digit, through %q and back
local bad = 0
for i = 0, 255 do
    for _, s in ipairs { string.char(i), string.char(i) .. "1", "x" .. string.char(i) .. "y", "\\" .. string.char(i) } do
        if load("return " .. ("%q"):format(s))() ~= s then bad = bad + 1 end
    end
end
print(bad, ("%q"):format("\r\n\t\v\0\0001\127"))     --> 0 "\13\ --> \9\11\0\0001\127"
print(("%q"):format('a string with "quotes" and \n new line'))  --> "a string with \"quotes\" and \ -->  new line"
for _, n in ipairs { 0, -0.0, 1, -1, 0.1, 1e308, 5e-324, 2 ^ 53, 2 ^ 63, -2 ^ 63, math.mininteger, math.maxinteger, math.huge } do
    local back = load("return " .. ("%q"):format(n))()
    assert(back == n and math.type(back) == math.type(n) and 1 / back == 1 / n, n)
end
print(("%q %q %q %q"):format(1, 1.0, true, nil), ("%q"):format(0.1), ("%q"):format(2 ^ 53))    --> 1 0x1p+0 true nil 0x1.999999999999ap-4 0x1p+53
