print(select("#"), select("#", nil, nil))              --> 0 2
print(select(1, "a", "b", "c"))                        --> a b c
print(select(2, "a", "b", "c"))                        --> b c
print(select(3, "a", "b"))                             -->
print(select(-1, "a", "b", "c"))                       --> c
print(select(-3, "a", "b", "c"))                       --> a b c
print(pcall(select, 0, "a"))                           --> false bad argument #1 to 'select' (index out of range)
print(pcall(select, -2, "a"))                          --> false bad argument #1 to 'select' (index out of range)
print(pcall(select, "x"))                              --> false bad argument #1 to 'select' (number expected, got string)
print(select(2.0, "a", "b"), select("2", "a", "b"))    --> b b
print(pcall(select, 1.5))                              --> false bad argument #1 to 'select' (number has no integer representation)
