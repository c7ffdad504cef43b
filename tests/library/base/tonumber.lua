print(tonumber(5), tonumber(5.5), tonumber("5"), tonumber("0x10"))  --> 5 5.5 5 16
print(tonumber("x"), tonumber({}), tonumber(nil), tonumber(true))   --> nil nil nil nil
print(pcall(tonumber))                                 --> false bad argument #1 to 'tonumber' (value expected)
print(math.type(tonumber("10")), math.type(tonumber("1e1")))        --> integer float
print(select("#", tonumber("x")))                      --> 1
