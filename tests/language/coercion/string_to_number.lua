print("10" + 1, "0x10" + 1, " 10 " + 1, "1e1" + 1)   --> 11 17 11 11.0
print("10" * "2", "7" // "2", "7" % 4, -"2")         --> 20 3 3 -2
print("3" / 2, "2" ^ 2)                              --> 1.5 4.0
print(math.type("10" + 0), math.type("10.0" + 0))    --> integer float
print("9223372036854775807" + 0, "9223372036854775808" + 0)  --> 9223372036854775807 9.2233720368548e+18
print("0x1p4" + 0, "-0x10" + 0, "- 1" == "-1")       --> 16.0 -16 false
print(pcall(function() return "abc" + 1 end))        --~ false .*: attempt to add a 'string' with a 'number'
print(pcall(function() return {} + 1 end))           --~ false .*: attempt to perform arithmetic on a table value
print(pcall(function() return "" + 1 end))           --~ false .*: attempt to add a 'string' with a 'number'
