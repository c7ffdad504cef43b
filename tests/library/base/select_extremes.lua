print(select("#"), select("#", nil), select("#", 1, nil, nil))   --> 0 1 3
print(select(math.maxinteger, 1, 2))                   -->
print(pcall(select, math.mininteger, 1, 2))            --> false bad argument #1 to 'select' (index out of range)
print(pcall(select, -3, 1, 2))                         --> false bad argument #1 to 'select' (index out of range)
print(select(-2, 1, 2))                                --> 1 2
print(select("2", "a", "b"), select("-1", "a", "b"))   --> b b
print(pcall(select))                                   --> false bad argument #1 to 'select' (number expected, got no value)
print(pcall(select, {}))                               --> false bad argument #1 to 'select' (number expected, got table)
print(pcall(select, nil, 1))                           --> false bad argument #1 to 'select' (number expected, got nil)
print(pcall(select, 0))                                --> false bad argument #1 to 'select' (index out of range)
print(pcall(select, "", 1))                            --> false bad argument #1 to 'select' (number expected, got string)
print(select("#", select(2, "a", nil, nil)))           --> 2
