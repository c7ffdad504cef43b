print(math.abs(-5), math.abs(5.5), math.abs(-0.0), math.abs(math.mininteger))  --> 5 5.5 0.0 -9223372036854775808
print(math.ceil(1.2), math.ceil(-1.2), math.ceil(3), math.floor(1.8), math.floor(-1.2), math.floor(3))  --> 2 -1 3 1 -2 3
print(math.type(math.floor(2.0)), math.type(math.ceil(2.5)))       --> integer integer
print(math.floor(1e100), math.ceil(-1e100), math.floor(2 ^ 62))    --> 1e+100 -1e+100 4611686018427387904
print(math.floor(1 / 0), math.ceil(-1 / 0), math.floor(0 / 0) ~= math.floor(0 / 0))  --> inf -inf true
print(math.floor("3.7"), math.ceil(-0.5), math.floor(-0.0))        --~ 3 -?0 -?0
print(pcall(math.floor, {}))     --> false bad argument #1 to 'math.floor' (number expected, got table)
print(pcall(math.abs))           --> false bad argument #1 to 'math.abs' (number expected, got no value)
