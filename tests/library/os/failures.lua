-- What the functions return when the system says no: nil, a message with the name, the number.
print(os.remove("none"))                                 --> nil none: No such file or directory 2
print(os.remove("no/such/file"))                         --> nil no/such/file: No such file or directory 2
print(os.rename("none", "other"))                        --> nil No such file or directory 2
os.execute("mkdir folder full && touch full/file file")
print(os.remove("full"))                                 --~ nil full: (Directory not empty|File exists) \d+
print(os.remove("folder"), os.remove("folder"))          --> true nil folder: No such file or directory 2
print(os.rename("file", "full/other"), os.rename("full", "moved"), io.open("moved/other") ~= nil)   --> true true true
print(os.rename("moved", "none/where"))                  --> nil No such file or directory 2
print(os.remove(""))                                     --> nil : No such file or directory 2
for _, f in ipairs { "remove", "rename", "getenv" } do print((select(2, pcall(os[f])))) print((select(2, pcall(os[f], {})))) end
--> bad argument #1 to 'os.remove' (string expected, got no value)
--> bad argument #1 to 'os.remove' (string expected, got table)
--> bad argument #1 to 'os.rename' (string expected, got no value)
--> bad argument #1 to 'os.rename' (string expected, got table)
--> bad argument #1 to 'os.getenv' (string expected, got no value)
--> bad argument #1 to 'os.getenv' (string expected, got table)
print(pcall(os.rename, "a"))                             --> false bad argument #2 to 'os.rename' (string expected, got no value)
print(pcall(os.execute, {}))                             --> false bad argument #1 to 'os.execute' (string expected, got table)
print(pcall(os.setlocale, {}))                           --> false bad argument #1 to 'os.setlocale' (string expected, got table)
print(pcall(os.exit, "x"))                               --> false bad argument #1 to 'os.exit' (number expected, got string)
print(pcall(os.exit, {}))                                --> false bad argument #1 to 'os.exit' (number expected, got table)
print(os.getenv(""), os.getenv("HOME") ~= "", select("#", os.getenv("NONE_SUCH")))   --> nil true 1
print(os.execute("exit 255"))                            --> nil exit 255
print(os.execute("no_such_command_at_all 2>/dev/null"))  --> nil exit 127
print(os.execute("true"), os.execute("false"))           --> true nil exit 1
print(os.execute(""))                                    --> true exit 0
print(os.execute("kill -9 $$"))                          --> nil signal 9
print(os.execute(nil))                                   --> true
-- a new temporary file is there, empty and ours
local name = os.tmpname()
local f = io.open(name)
print(f ~= nil, f:read("a") == "", os.remove(name), io.open(name) == nil)   --> true true true true
f:close()
print(os.setlocale(nil), os.setlocale(nil, "collate"), os.setlocale("C", "ctype"), os.setlocale(nil, "monetary"), os.setlocale("C", "time"), os.setlocale("", "numeric"))   --> C C C C C C
print(pcall(os.setlocale, "C", "all "))                  --> false bad argument #2 to 'os.setlocale' (invalid option 'all ')
-- processor time goes up with work
local before, n = os.clock(), 0
repeat n = n + 1 for _ = 1, 10000 do end until os.clock() > before or n > 100000
print(os.clock() > before, os.clock() < 60, math.type(os.clock()))   --> true true float
local names = {}
for k in pairs(os) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))                          --> clock date difftime execute exit getenv remove rename setlocale time tmpname
