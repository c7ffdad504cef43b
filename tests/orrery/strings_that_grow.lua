-- Appending in a loop goes on in one text, which the strings on the way share. None of them may show it.
local piece = ("0123456789"):rep(30)

-- Every intermediate result keeps its bytes.
local all, s = {}, piece
for i = 1, 300 do s = s .. i .. ";" all[i] = s end
local ok, expected = true, { piece }
for i = 1, 300 do
    expected[#expected + 1] = i .. ";"
    ok = ok and all[i] == table.concat(expected)
end
print(ok, #s)                                         --> true 1392

-- Two strings that go on from the same one.
local base = piece
for i = 1, 10 do base = base .. "+" end
local a, b = base .. "aaaa", base .. "bb"
local a2, b2 = a .. "1", b .. "2"
print(a:sub(-6), b:sub(-4), a2:sub(-7), b2:sub(-5), #base)  --> ++aaaa ++bb ++aaaa1 ++bb2 310
print(a2 == base .. "aaaa1", b2 < a2, a2 < b2, a2 ~= a)     --> true false true true

-- Appended to itself, to the left, several at once, numbers.
local d = base
for i = 1, 4 do d = d .. d end
print(#d, d == base:rep(16))                          --> 4960 true
local l = base
for i = 1, 3 do l = i .. l .. i .. 1.5 .. l:sub(1, 2) end
print(#l, l:sub(1, 6), l:sub(-12))                    --> 331 321012 21.51031.521

-- As keys, and compared with strings made in other ways.
local keys = {}
for i = 1, 300 do keys[all[i]] = i end
ok = true
for i = 1, 300 do
    expected = piece
    for k = 1, i do expected = expected .. k .. ";" end
    ok = ok and keys[expected] == i
    ok = ok and keys[table.concat { expected }] == i
end
print(ok)                                             --> true

-- What C code reads ends where the string ends: numbers, formats, files, patterns, chunks.
local zeros = ("0"):rep(300)
local number = zeros .. "1"
number = number .. "2"
local longer = number .. "3"
local longest = longer .. "e1"
print(math.tointeger(number), tonumber(longer), longest + 0, number * 1)  --> 12 123 1230.0 12
local fmt = ("-"):rep(300) .. "%d"
fmt = fmt .. "%d"
local fmt2 = fmt .. "%s"
print(#fmt:format(1, 2), #fmt2:format(1, 2, "xyz"), ("%s|"):format(fmt):sub(-6))   --> 302 305 -%d%d|
local pattern = ("a?"):rep(150) .. "b"
pattern = pattern .. "c"
local pattern2 = pattern .. "d"
print(("xxbcd"):find(pattern), ("xxbcd"):match(pattern2))  --> 3 bcd
local chunk = ("  "):rep(200) .. "return 1"
chunk = chunk .. "0"
local chunk2 = chunk .. " + 5"
print(load(chunk)(), load(chunk2)(), load(chunk)())   --> 10 15 10
print(select("#", ("x"):rep(300, ","):byte(1, -1)))   --> 599
local name = ("n"):rep(300)
name = name .. "a"
name = name .. "b"
local name2 = name .. "c"
print(pcall(error, name) , select(2, pcall(error, name2, 0)) == name2, #name)   --> false true 302

-- Read on the way: what was read stays, and what comes after too.
local r, seen = piece, {}
for i = 1, 50 do
    r = r .. i % 10
    if i % 7 == 0 then seen[#seen + 1] = io.type(r) or tostring(r):upper():lower() end
end
for i, text in ipairs(seen) do assert(text == r:sub(1, #text) and #text == 300 + 7 * i) end

-- Collected in any order.
local kept = {}
for i = 1, 2000 do
    s = s .. "y"
    if i % 97 == 0 then kept[#kept + 1] = s end
    if i % 500 == 0 then collectgarbage(i % 1000 == 0 and "collect" or "step") end
end
all, s = nil, nil
collectgarbage()
ok = true
for i, k in ipairs(kept) do ok = ok and #k == 1392 + 97 * i and k:sub(1393) == ("y"):rep(97 * i) end
print(ok)                                             --> true

-- Doubled work takes about double the time: a million appended one by one would take minutes else.
local big = ""
for i = 1, 1000000 do big = big .. "z" end
print(#big, big == ("z"):rep(1000000))                --> 1000000 true
big = nil
collectgarbage()
print(collectgarbage("count") < 2000)                 --> true
