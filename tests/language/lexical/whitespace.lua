-- Six characters are white space; they and comments part tokens where nothing else does, and mean nothing else.
for _, space in ipairs { " ", "\t", "\n", "\r", "\f", "\v", "--[[]]", "--[==[ ]] ]==]", "-- short\n", "--\r", " \t\v\f" } do
    local source = ("local a = 7 return a"):gsub(" ", space)
    io.write(load(source)(), " ")
end
print()                                                 --> 7 7 7 7 7 7 7 7 7 7 7
local refused = 0
for code = 0, 255 do
    local char = string.char(code)
    if not load("return" .. char .. "7") then refused = refused + 1 end
end
print(refused)                                          --~ 2\d\d
for _, code in ipairs { 0, 1, 8, 14, 28, 31, 127, 133, 160, 255 } do assert(not load("return 1 " .. string.char(code)), code) end
print(load("localx = 1 return localx")())               --> 1
print(load("return 1+2*3")(), load("return\f1\v+\t2\r*\n3")())  --> 7 7
print(load("return'a'..[[b]]..\"c\"")())                --> abc
print(load("x=1y=2")  == nil, load("x='1'y='2' return x..y")())  --> true 12
print(("-- not a comment"), [[--[ neither]], #"--[[")   --> -- not a comment --[ neither 4
