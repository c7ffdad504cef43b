local calls = 0
local function count(v) calls = calls + 1 return v end
local _ = count(false) and count(1)
print(calls)                                    --> 1
_ = count(1) or count(2)
print(calls)                                    --> 2
print(10 or 20, 10 and 20, nil and 10, false or nil, nil or "d")  --> 10 20 nil nil d
print(1 and nil or 3, false == nil, nil and error("not called"))  --> 3 false nil
local a, b = 1
local x = a and b or "default"
print(x, a or b and c, not (a and b))           --> default 1 true
local function f(...) return ... and (...) end
print(f(1, 2), f(nil, 2))                       --> 1 nil
