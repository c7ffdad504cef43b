local function show(s) local n = tonumber(s) print(n, math.type(n or {})) end
show("  12  ")        --> 12 integer
show("\t\n12\v\f\r")  --> 12 integer
show("0x")            --> nil nil
show("1e")            --> nil nil
show("1 2")           --> nil nil
show("1\0")           --> nil nil
show(".")             --> nil nil
show(".5")            --> 0.5 float
show("5.")            --> 5.0 float
show("0x.8p1")        --> 1.0 float
show("0x8p-1")        --> 4.0 float
show("-0x1F")         --> -31 integer
show("+7")            --> 7 integer
show("--7")           --> nil nil
show("inf")           --> nil nil
show("nan")           --> nil nil
show("1e1")           --> 10.0 float
show("0x1e+1")        --> nil nil
show("1_000")         --> nil nil
show("")              --> nil nil
show("  ")            --> nil nil
show("0xffffffffffffffffff")  --> -1 integer
show("-9223372036854775808")  --> -9223372036854775808 integer
show("-9223372036854775809")  --> -9.2233720368548e+18 float
