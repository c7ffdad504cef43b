-- utf8.offset from every start: forward, backward, and the character around a byte.
local s = "a\u{E4}\u{20AC}\u{1F600}b"
local starts = { 1, 2, 4, 7, 11, 12 }
for i, from in ipairs(starts) do
    for j, to in ipairs(starts) do
        if j >= i then assert(utf8.offset(s, j - i + 1, from) == to)
        else assert(utf8.offset(s, j - i, from) == to) end
    end
    assert(utf8.offset(s, #starts - i + 2, from) == nil and utf8.offset(s, -i, from) == nil)
end
local around = {}
for i = 1, #s + 1 do around[i] = utf8.offset(s, 0, i) end
print(table.concat(around, " "))                        --> 1 2 2 4 4 4 7 7 7 7 11 12
print(utf8.offset(s, 1), utf8.offset(s, 5), utf8.offset(s, 6), utf8.offset(s, 7), utf8.offset(s, -1), utf8.offset(s, -5), utf8.offset(s, -6))  --> 1 11 12 nil 11 1 nil
print(utf8.offset(s, 1, -1), utf8.offset(s, -1, -1), utf8.offset(s, 0), utf8.offset(s, 0, -2), utf8.offset(s, 1, -5))  --> 11 7 1 7 7
print(utf8.offset("", 1), utf8.offset("", 0), utf8.offset("", 2), utf8.offset("", -1), utf8.offset("", 1, 1))  --> 1 1 nil nil 1
print(utf8.offset(s, math.maxinteger), utf8.offset(s, math.mininteger))  --> nil nil
print(pcall(utf8.offset, s, 1, 3))                      --> false initial position is a continuation byte
print(pcall(utf8.offset, s, -1, 5))                     --> false initial position is a continuation byte
print(pcall(utf8.offset, s, 1, 13))                     --> false bad argument #3 to 'utf8.offset' (position out of bounds)
print(pcall(utf8.offset, s, 1, 0))                      --> false bad argument #3 to 'utf8.offset' (position out of bounds)
print(pcall(utf8.offset, s, 1, -12))                    --> false bad argument #3 to 'utf8.offset' (position out of bounds)
print(pcall(utf8.offset, s, 0, 13))                     --> false bad argument #3 to 'utf8.offset' (position out of bounds)
print(pcall(utf8.offset, s, 1.5))                       --> false bad argument #2 to 'utf8.offset' (number has no integer representation)
