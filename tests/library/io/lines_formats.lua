-- Iterators of lines: formats, several results, the end, the file afterwards.
local function write(name, text) local f = assert(io.open(name, "w")) f:write(text) f:close() end
local function all(...)
    local t = {}
    for a, b in io.lines(...) do t[#t + 1] = (tostring(a):gsub("\n", "$")) .. (b and ":" .. b:gsub("\n", "$") or "") end
    return table.concat(t, "|")
end
write("d", "1 one\n2 two\n\n3 three")
print(all("d"), all("d", "l"), all("d", "L"))            --> 1 one|2 two||3 three 1 one|2 two||3 three 1 one$|2 two$|$|3 three
print(all("d", 1), all("d", 4), all("d", 100))           --> 1| |o|n|e|$|2| |t|w|o|$|$|3| |t|h|r|e|e 1 on|e$2 |two$|$3 t|hree 1 one$2 two$$3 three
print(all("d", "n", "l"), all("d", 2, 2), all("d", "l", "L"), all("d", "*l"))   --> 1: one|2: two|3: three 1 :on|e$:2 |tw:o$|$3: t|hr:ee 1 one:2 two$|:3 three 1 one|2 two||3 three
write("empty", "")
print(all("empty"), all("empty", "L"), all("empty", 1), all("empty", "n"), all("empty", 0))   -->
-- "a" never fails: such a loop has no end of its own
local rounds = 0
for text in io.lines("d", "a") do rounds = rounds + 1 if rounds == 3 then print(text == "") break end end   --> true
-- the file of io.lines is closed at the end, after a break and after an error
local iterate, a, b, file = io.lines("d", "n")
print(type(iterate), a, b, io.type(file))                --> function nil nil file
print(iterate(), iterate(), io.type(file))               --> 1 nil closed file
print(pcall(iterate))                                    --> false file is already closed
print(pcall(function() for _ in io.lines("d") do error("inside", 0) end end))   --> false inside
local kept
do
    local it, x, y, f = io.lines("d")
    kept = f
    for line in it, x, y, f do break end
end
print(io.type(kept))                                     --> closed file
-- that of file:lines stays open
local f = io.open("d")
for _ in f:lines() do end
print(io.type(f), f:seek("set"), select("#", f:lines()))  --> file 0 1
f:read(2)
for c in f:lines(1) do if c == "\n" then break end io.write(c, ".") end print(f:read("l"))   --> o.n.e.2 two
local it = f:lines("n")
f:close()
print(pcall(it))                                         --> false file is already closed
print(pcall(f.lines, f))                                 --> false attempt to use a closed file
f = io.open("d")
print(pcall(function() for _ in f:lines("x") do end end))   --> false lines_formats.lua:41: bad argument #2 to 'for iterator' (invalid format)
print((pcall(f.lines, f, table.unpack({}, 1, 249))), (pcall(f.lines, f, table.unpack({}, 1, 251))))   --> true false
f:close()
