print(assert(1, 2, 3))                            --> 1 2 3
print(select("#", assert(true)))                  --> 1
print(pcall(assert, false))                       --> false assertion failed!
print(pcall(assert, nil))                         --> false assertion failed!
print(pcall(assert, false, "message"))            --> false message
print(pcall(assert, nil, nil))                    --> false nil
local t = {}
print(select(2, pcall(assert, false, t)) == t)    --> true
print(pcall(assert))                              --> false bad argument #1 to 'assert' (value expected)
