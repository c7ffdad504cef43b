--@ stdin # first line\nlocal a = ... return a, where, debug.getinfo(1, 'S').source\n
where = "global"
local f = loadfile(nil, "t", { where = "given", debug = debug })
print(f("argument"))                                   --> argument given =stdin
print(pcall(dofile, {}))                               --> false bad argument #1 to 'dofile' (string expected, got table)
print(pcall(loadfile, {}))                             --> false bad argument #1 to 'loadfile' (string expected, got table)
