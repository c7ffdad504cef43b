print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(-7, -3))   --> 1 -1 1 -1
print(math.fmod(5.5, 2), math.fmod(-5.5, 2), math.fmod(5, 2.0), math.fmod(1e308, 7e-10) < 7e-10)  --> 1.5 -1.5 1.0 true
print(math.fmod(math.mininteger, -1), math.fmod(math.mininteger, math.maxinteger))   --> 0 -1
print(pcall(math.fmod, 3, 0))                    --> false bad argument #2 to 'math.fmod' (zero)
print(math.fmod(3, 0.0) ~= math.fmod(3, 0.0), math.fmod(3, math.huge), math.type(math.fmod(6, 3)))  --> true 3.0 integer
print(pcall(math.fmod, 1))       --> false bad argument #2 to 'math.fmod' (number expected, got no value)
print(pcall(math.fmod, {}))                      --> false bad argument #2 to 'math.fmod' (number expected, got no value)
