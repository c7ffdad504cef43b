-- utf8.char makes what utf8.codepoint reads, for sequences of each length and their limits.
local limits = { 0, 1, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF, 0x110000, 0x1FFFFF, 0x200000, 0x3FFFFFF, 0x4000000, 0x7FFFFFFF }
local lengths = {}
for i, c in ipairs(limits) do
    local s = utf8.char(c)
    lengths[i] = #s
    assert(utf8.codepoint(s, 1, 1, true) == c and utf8.len(s, 1, -1, true) == 1 and s:find("^" .. utf8.charpattern .. "$"))
end
print(table.concat(lengths, " "))                       --> 1 1 1 2 2 3 3 4 4 4 4 5 5 6 6
print(utf8.char(0x48, 0xE9, 0x20AC, 0x1F600):byte(1, -1))  --> 72 195 169 226 130 172 240 159 152 128
print(utf8.char(), utf8.char(97, 98, 99), utf8.char("65", 66.0), #utf8.char(0, 0))  -->  abc AB 2
print(pcall(utf8.char, 0x80000000))                     --> false bad argument #1 to 'utf8.char' (value out of range)
print(pcall(utf8.char, -1))                             --> false bad argument #1 to 'utf8.char' (value out of range)
print(pcall(utf8.char, 1, 2, math.maxinteger))          --> false bad argument #3 to 'utf8.char' (value out of range)
print(pcall(utf8.char, math.mininteger))                --> false bad argument #1 to 'utf8.char' (value out of range)
print(pcall(utf8.char, 1.5))                            --> false bad argument #1 to 'utf8.char' (number has no integer representation)
print(pcall(utf8.char, nil))                            --> false bad argument #1 to 'utf8.char' (number expected, got nil)
print(pcall(utf8.char, {}))                             --> false bad argument #1 to 'utf8.char' (number expected, got table)
local many = {}
for i = 1, 200 do many[i] = i end
print(utf8.len(utf8.char(table.unpack(many))), #utf8.char(table.unpack(many)))  --> 200 273
