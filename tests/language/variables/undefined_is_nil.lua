local a, b
print(a, b, some_global)             --> nil nil nil
print(({}).field, ({})[1])           --> nil nil
some_global = nil
print(rawget(_G, "some_global"))     --> nil
