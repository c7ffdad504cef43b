-- popen reads from a program or writes to it; close gives what os.execute gives.
local p = assert(io.popen("echo one; echo two", "r"))
print(io.type(p), p:read(), p:read("L"), p:read(), p:close())   --> file one two -->  nil true exit 0
print(io.type(p), pcall(p.read, p))                      --> closed file false attempt to use a closed file
p = assert(io.popen("sed s/^/got:/ > out", "w"))
print(p:write("a\n", "b\n") == p, p:close())             --> true true exit 0
print(io.open("out"):read("a"))                          --> got:a --> got:b -->
print(io.popen("exit 7"):close())                        --> nil exit 7
print(io.popen("kill -15 $$"):close())                   --> nil signal 15
print(io.popen("true"):close())                          --> true exit 0
print(io.popen("no_such_command 2>/dev/null"):close())   --> nil exit 127
local lines = {}
for l in io.popen("printf 'a\\nb\\nc'"):lines() do lines[#lines + 1] = l end
print(table.concat(lines, ","))                          --> a,b,c
for _, mode in ipairs { "", "x", "rw", "r+", "rb" } do print((select(2, pcall(io.popen, "true", mode)))) end
--> bad argument #2 to 'io.popen' (invalid mode)
--> bad argument #2 to 'io.popen' (invalid mode)
--> bad argument #2 to 'io.popen' (invalid mode)
--> bad argument #2 to 'io.popen' (invalid mode)
--> bad argument #2 to 'io.popen' (invalid mode)
print(pcall(io.popen))                                   --> false bad argument #1 to 'io.popen' (string expected, got no value)
print(pcall(io.popen, {}))                               --> false bad argument #1 to 'io.popen' (string expected, got table)
-- a handle that is closed by a block waits for the program
do local q <close> = io.popen("sleep 0.1; echo late > late", "w") end
print(io.open("late"):read())                            --> late
