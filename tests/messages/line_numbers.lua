-- The line is that of the operation that failed, in expressions over many lines too.
local function line(source) return (select(2, pcall(load(source, "=s"))):match("^s:(%d+)")) end
print(line "local x\n\nx.y = 1")                                   --> 3
print(line "local a = 1 +\n 2 +\n nil")                            --~ [23]
print(line "local t = {\n a = 1,\n b = nil .. 'x',\n}")            --> 3
print(line "print(\n1,\nnil + 1\n)")                               --> 3
print(line "local f\nlocal x = 1\nf(\nx,\nx)")                     --> 3
print(line "\n\nerror(\n'x'\n)")                                   --> 3
print(line "local t = {}\nt\n:m()")                                --> 2
print(line "if true then\n local y = #nil\n end")                  --> 2
print(line "while\nnil < 1\ndo end")                               --> 2
print(line "for i = 1,\n 'x' do\nend")                             --> 2
print(line "return\n(1)\n.x\n.y")                                  --> 3
print(line(("\n"):rep(70000) .. "return nil + 1"))                 --> 70001

-- An anonymous function is defined where its parameters begin, as in Lua 5.4.
print(debug.getinfo(load("return function\n\n()\nend")(), "S").linedefined)        --> 3
print((select(2, load("f = function\n(a)\nreturn a", "=s"))))
--> s:3: 'end' expected (to close 'function' at line 2) near <eof>
