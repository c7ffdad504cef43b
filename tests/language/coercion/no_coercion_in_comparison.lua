print(1 == "1", "1" == 1, 0 == false, nil == false)  --> false false false false
print(pcall(function() return 1 < "2" end))          --~ false .*: attempt to compare number with string
print(pcall(function() return "1" < 2 end))          --~ false .*: attempt to compare string with number
print("10" < "9", 10 < 9)                            --> true false
local t = { [1] = "n", ["1"] = "s" }
print(t[1], t["1"])                                  --> n s
