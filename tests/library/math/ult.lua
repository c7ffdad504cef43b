print(math.ult(1, 2), math.ult(2, 1), math.ult(1, 1))     --> true false false
print(math.ult(1, -1), math.ult(-1, 1), math.ult(-2, -1), math.ult(0, math.mininteger))  --> true false true true
print(math.ult(1.0, 2.0), pcall(math.ult, 1.5, 2))  --> true false bad argument #1 to 'math.ult' (number has no integer representation)
