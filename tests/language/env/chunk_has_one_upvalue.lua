-- A chunk is a function with varargs whose only upvalue is _ENV, used or not.
for _, source in ipairs { "", "return 1", "x = 1", "local a; return function() return a, print end" } do
    local f = load(source)
    local info = debug.getinfo(f, "u")
    print(info.nups, debug.getupvalue(f, 1) == "_ENV", info.nparams, info.isvararg)
end
--> 1 true 0 true
--> 1 true 0 true
--> 1 true 0 true
--> 1 true 0 true
print(select(2, debug.getupvalue(load "", 1)) == _G)   --> true
print(debug.getinfo(1, "u").nups, debug.getupvalue(debug.getinfo(1, "f").func, 1) == "_ENV")  --> 1 true
