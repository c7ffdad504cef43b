-- What a compiler may compute early must come out as if computed late.
local cases = {
    "7 // 2", "-7 // 2", "7 % -3", "-7.5 % 2", "1 / 2", "2 ^ 0.5", "3 | 4", "~5", "1 << 63", "1 << 64",
    "-1 >> 1", "0x7fffffffffffffff + 1", "-0.0", "0.0 - 0", "3 .. 4", "1 - -1", "-(-9223372036854775807 - 1)",
    "5 // 0.0", "-5 % 1e308", "2^53 + 1", "1e308 * 10", "6 & 3.0", "10 // 3.0", "not 1", "not nil",
    "1 and 2", "nil or 3", "false and 1", "-(0.0)", "0 * -1.0", "-9223372036854775807 - 1",
}
local different = 0
for _, text in ipairs(cases) do
    local early = load("return " .. text)()
    local names, values = {}, {}
    local late_text = text:gsub("%d[%w.]*", function(n)
        names[#names + 1] = "v" .. #names
        values[#values + 1] = n
        return " " .. names[#names] .. " "
    end)
    local late
    if #names > 0 then
        late = load("local " .. table.concat(names, ",") .. " = " .. table.concat(values, ",")
            .. " return " .. late_text)()
    else
        late = load("local f = function() return " .. text .. " end return f()")()
    end
    if ("%q"):format(early) ~= ("%q"):format(late) then
        different = different + 1
        print(text, early, late)
    end
end
print(#cases, different)  --> 31 0
