local got
local mt = { __lt = function(a, b) got = type(a) .. "<" .. type(b) return 1 end,
    __le = function(a, b) got = type(a) .. "<=" .. type(b) return nil end }
local o = setmetatable({}, mt)
print(o < 1, got)         --> true table<number
print(1 < o, got)         --> true number<table
print(o > 1, got)         --> true number<table
print("s" <= o, got)      --> false string<=table
print(o >= nil, got)      --> false nil<=table
print(o < 2 ^ 53, got)    --> true table<number
print(5 > o, got)         --> true table<number
print(-1 >= o, got)       --> false table<=number
