local print = print
local function sandbox(_ENV)
    a = b
    return a
end
local t = { b = 7 }
print(sandbox(t), t.a, a)          --> 7 7 nil
do
    local _ENV = { v = 5 }
    print(v, _ENV.v)               --> 5 5
    local function reads() return v end
    _ENV = { v = 6 }
    print(reads())                 --> 6
end
print(v)                           --> nil
