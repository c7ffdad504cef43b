-- The functions of io on default files do what the methods do; manual 6.8.
local function write(name, text) local f = assert(io.open(name, "w")) f:write(text) f:close() end
write("in", "one\ntwo\nthree\n4 5.5 rest\nlast")
local before = io.input()
print(before == io.stdin, io.output() == io.stdout, io.input("in") ~= before, io.type(io.input()))   --> true true true file
print(io.read(), io.read("L"), io.read(2), io.read("l"), io.read("n", "n"), io.read("a"))            --> one two -->  th ree 4  rest --> last
print(io.read("a") == "", io.read(), io.read(0), io.read(5), io.read("n"))                           --> true nil nil nil nil
local handle = io.input()
print(io.input(io.stdin) == io.stdin, io.input() == io.stdin, io.type(handle), handle:close())       --> true true file true
-- lines without a name reads the default file and leaves it open
io.input("in")
local n = 0
for line in io.lines() do n = n + 1 if n == 2 then break end end
print(n, io.read(), io.type(io.input()))                 --> 2 three file
for _ in io.lines() do n = n + 1 end
print(n, io.type(io.input()))                            --> 4 file
print(select("#", io.lines()), io.read())                --> 1 nil
io.input():close()
print(pcall(io.read))                                    --> false default input file is closed
print(pcall(io.lines))                                   --> false attempt to use a closed file
io.input(io.stdin)
-- output
local out = assert(io.open("out", "w"))
print(io.output(out) == out, io.output() == out)         --> true true
local a, b = io.write("x", 1, 2.5, "\n"), io.write()
io.output():write("method\n")
local flushed, closed = not not io.flush(), io.close()
local refused = table.pack(pcall(io.write, "x"))
local refused_close = table.pack(pcall(io.close))
io.output(io.stdout)
print(a == out, b == out, flushed, closed, io.type(out)) --> true true true true closed file
print(table.unpack(refused))                             --> false default output file is closed
print(table.unpack(refused_close))                       --> false attempt to use a closed file
print(io.open("out"):read("a"))                          --> x12.5 --> method -->
print(pcall(io.output, "no/such/folder/file"))           --> false cannot open file 'no/such/folder/file' (No such file or directory)
print(pcall(io.input, "none"))                           --> false cannot open file 'none' (No such file or directory)
print(pcall(io.input, {}))                               --> false bad argument #1 to 'io.input' (FILE* expected, got table)
print(pcall(io.lines, "none"))                           --> false cannot open file 'none' (No such file or directory)
print(pcall(io.lines, {}))                               --> false bad argument #1 to 'io.lines' (string expected, got table)
print(io.input() == io.stdin, io.output() == io.stdout)  --> true true
