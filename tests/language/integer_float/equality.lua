print(1 == 1.0, "a" == "a", nil == nil, true == true)  --> true true true true
print(1 ~= 1.0, "1" ~= 1, {} ~= {}, print ~= print)    --> false true true false
print(math.maxinteger == math.maxinteger + 0.0)        --> false
print(0 == -0, 0.0 == -0.0, math.huge == math.huge)    --> true true true
print(1 == nil, false == nil, "nil" == nil)            --> false false false
