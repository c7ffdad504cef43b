print(type(nil), type(1), type("a"), type({}), type(print), type(type))  --> nil number string table function function
print(pcall(type))                                     --> false bad argument #1 to 'type' (value expected)
print(type(io.stderr), type(coroutine.running()))      --> userdata thread
