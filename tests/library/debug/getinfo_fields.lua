-- Which fields each option fills, and what they hold for each kind of function. Manual 6.10, 4.7.
local function keys(t) local k = {} for n in pairs(t) do k[#k + 1] = n end table.sort(k) return table.concat(k, " ") end
local function f(a, b) local c = a return c end
for _, what in ipairs { "n", "S", "l", "t", "u", "r", "f", "L", "", "nSl", "flnrStu" } do print(what, keys(debug.getinfo(f, what))) end
--> n namewhat
--> S lastlinedefined linedefined short_src source what
--> l currentline
--> t istailcall
--> u isvararg nparams nups
--> r ftransfer ntransfer
--> f func
--> L activelines
-->
--> nSl currentline lastlinedefined linedefined namewhat short_src source what
--> flnrStu currentline ftransfer func istailcall isvararg lastlinedefined linedefined namewhat nparams ntransfer nups short_src source what
print("default", keys(debug.getinfo(f)))                 --> default currentline ftransfer func istailcall isvararg lastlinedefined linedefined namewhat nparams ntransfer nups short_src source what
print("level", keys(debug.getinfo(1)))                   --> level currentline ftransfer func istailcall isvararg lastlinedefined linedefined namewhat nparams ntransfer nups short_src source what
print("C", keys(debug.getinfo(print, "L")), keys(debug.getinfo(print, "S")))   --> C  lastlinedefined linedefined short_src source what
local function show(i) print(i.what, i.source:sub(1, 12), i.short_src, i.linedefined, i.lastlinedefined, i.nups, i.nparams, i.isvararg) end
show(debug.getinfo(f, "Su"))                             --> Lua @getinfo_fie getinfo_fields.lua 3 3 0 2 false
show(debug.getinfo(function(...) return keys, show end, "Su"))   --> Lua @getinfo_fie getinfo_fields.lua 21 21 2 0 true
show(debug.getinfo(print, "Su"))                         --> C =[C] [C] -1 -1 0 0 true
show(debug.getinfo(load("return 1", "=name"), "Su"))     --> main =name name 0 0 1 0 true
show(debug.getinfo(load("return\nfunction(x)\nend", "=two lines")(), "Su"))   --> Lua =two lines two lines 2 3 0 1 false
show(debug.getinfo(1, "Su"))                             --> main @getinfo_fie getinfo_fields.lua 0 0 1 0 true
print(debug.getinfo(f, "l").currentline, debug.getinfo(1, "l").currentline, debug.getinfo(print, "l").currentline)   --> -1 26 -1
print(debug.getinfo(1, "f").func == debug.getinfo(1).func, debug.getinfo(f, "f").func == f, debug.getinfo(0, "f").func == debug.getinfo)   --> true true true
print(debug.getinfo(0, "n").name, debug.getinfo(0, "S").what, debug.getinfo(2, "S").what, debug.getinfo(3))   --> getinfo C C nil
local function lines(g) local l = {} for n in pairs(debug.getinfo(g, "L").activelines) do l[#l + 1] = n end table.sort(l) return table.concat(l, " ") end
print(lines(load("local a = 1\n\n\na = 2\n-- no\nreturn a")), lines(load("\n\nreturn")))  --~ 1 4 6 3
-- tail calls
local function tail() return debug.getinfo(1, "t").istailcall end
local function caller() return tail() end
local function direct() local r = tail() return r end
print(caller(), direct(), debug.getinfo(1, "t").istailcall)   --> true false false
-- wrong arguments
for _, a in ipairs { { "x" }, { {} }, { f, {} }, { f, "x" }, { f, ">" }, { 1, ">f" }, { 1.5 }, { coroutine.create(f) }, { f, "nSx" } } do
    print((select(2, pcall(debug.getinfo, table.unpack(a)))))
end
--> bad argument #1 to 'debug.getinfo' (number expected, got string)
--> bad argument #1 to 'debug.getinfo' (number expected, got table)
--> bad argument #2 to 'debug.getinfo' (string expected, got table)
--> bad argument #2 to 'debug.getinfo' (invalid option)
--> bad argument #2 to 'debug.getinfo' (invalid option '>')
--> bad argument #2 to 'debug.getinfo' (invalid option '>')
--> bad argument #1 to 'debug.getinfo' (number has no integer representation)
--> bad argument #2 to 'debug.getinfo' (number expected, got no value)
--> bad argument #2 to 'debug.getinfo' (invalid option)
print(debug.getinfo(-1), debug.getinfo(100), debug.getinfo(math.maxinteger), debug.getinfo(1.0, "l").currentline, debug.getinfo("1", "l").currentline)   --> nil nil nil 49 49
