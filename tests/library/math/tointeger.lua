print(math.tointeger(3.0), math.tointeger(3), math.tointeger(-0.0), math.tointeger(2 ^ 53))  --> 3 3 0 9007199254740992
print(math.tointeger(3.5), math.tointeger(2 ^ 63), math.tointeger(-2.0 ^ 63), math.tointeger(1 / 0))  --> nil nil -9223372036854775808 nil
print(math.tointeger({}), math.tointeger("x"), math.tointeger(0 / 0))  --> nil nil nil
print(pcall(math.tointeger))     --> false bad argument #1 to 'math.tointeger' (value expected)
print(math.tointeger("8"))       --~ 8|nil
