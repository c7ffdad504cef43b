print(pcall(function() end))                      --> true
print(pcall(function() return 1, nil, 3 end))     --> true 1 nil 3
print(pcall(function(...) return ... end, "a", "b"))  --> true a b
print(pcall(42))                                  --> false attempt to call a number value
print(pcall(pcall))                                  --> false bad argument #1 to 'pcall' (value expected)
