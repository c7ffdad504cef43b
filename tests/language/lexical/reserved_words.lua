-- None of the 22 reserved words can name a local; every one can be a string key.
local words = { "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto",
    "if", "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while" }
local refused = 0
for _, word in ipairs(words) do
    if not load("local " .. word .. " = 1") then refused = refused + 1 end
end
print(#words, refused)                       --> 22 22
print(load("local t = {} t.end = 1"))        --~ nil \[string .*\]:1: <name> expected near 'end'
print(({ ["end"] = 1 })["end"])              --> 1
local continue, self, const = 1, 2, 3
print(continue, self, const)                 --> 1 2 3
