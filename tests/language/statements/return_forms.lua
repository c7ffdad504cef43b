local function none() return end
local function empty() end
local function several() return 1, nil, 3, nil end
print(select("#", none()), select("#", empty()), select("#", several()))  --> 0 0 4
print((several()))                           --> 1
print(several(), several())                  --> 1 1 nil 3 nil
local function semicolon() return 1; end
print(semicolon())                           --> 1
local function in_block() do return "inner" end end
print(in_block())                            --> inner
print(load("return 1 print(2)"))             --~ nil .*: <eof> expected near 'print'
print(load("do return 1 print(2) end"))      --~ nil .*: 'end' expected near 'print'
print(load("return")(), load("return;") ~= nil)  --> nil true
