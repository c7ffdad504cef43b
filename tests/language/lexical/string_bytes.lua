-- A string holds any byte, zeros too, written raw or escaped.
local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
local raw = table.concat(all)
local function quote(s)
    return (s:gsub('[\\"\n\r]', function(c) return ("\\%03d"):format(c:byte()) end))
end
local back = load('return "' .. quote(raw) .. '"')()
print(back == raw, #back)                             --> true 256
print(#"a\0b", "a\0b" == "a\0c", "a\0b" < "a\0c")     --> 3 false true
print(load("return 'x\0y'")() == "x\0y")              --> true
