-- Searches of which only the first result is wanted, run often: the same answers as all results
-- give. Manual 6.4.

local function compare(...)
    local all = table.pack(string.find(...))
    for _ = 1, 4 do
        local first = string.find(...)
        assert(first == all[1], tostring(first))
    end
    return all[1]
end
local s = "hello world, this is lua"
print(compare(s, "this", 1, true), compare(s, "l", 4), compare(s, "")) --> 14 4 1
print(compare(s, "", 25), compare(s, "", 26), compare(s, "h.l"), compare(s, "zzz")) --> 25 nil 1 nil
print(compare(s, "o", -5), compare(s, "lua", nil, true), compare(s, "lua", 23)) --> nil 22 nil
print(compare(s, "a", 24), compare(s, "a", 25), compare("a\0b", "\0b")) --> 24 nil 2
print(compare("abc", "c", 3, 1), compare("abc", "bcd"), compare("", ""), compare("", "x")) --> 3 nil 1 nil
print(compare("a.b", ".", 2, true), compare("a.b", ".", 2), compare("a.b", "%.")) --> 2 2 2
print(compare(123, 2), compare("x12", 12), compare("abc", "b", "2")) --> 2 2 2
print(compare("abc", "b", 2.0), compare("abc", "c", math.maxinteger)) --> 2 nil
-- many occurrences of the first byte, then the text, or not
for _, n in ipairs {0, 1, 6, 7, 8, 9, 20, 300} do
    local as = ("a"):rep(n)
    assert(compare(as .. "ab", "ab") == n + 1)
    assert(compare(as, "ab") == nil and compare(as .. "aaab", "aab", 1, true) == n + 2)
end
local ok, message = pcall(function() local r = string.find() return r end)
print(message) --~ .*bad argument #1 to 'find' \(string expected, got no value\)
local ok, message = pcall(function() local r = ("x"):find("[a") return r end)
print(message) --~ .*malformed pattern \(missing '\]'\)
