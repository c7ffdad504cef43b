print(debug.getuservalue(io.stdout, 1), debug.getuservalue({}, 1), debug.getuservalue(1))  --~ nil nil nil|nil nil nil.*
print(type(debug.getregistry()), debug.getregistry()[2] == _G, type(debug.getregistry()[1]))   --> table true thread
print(pcall(debug.setuservalue, {}, 1))   --> false bad argument #1 to 'debug.setuservalue' (userdata expected, got table)
