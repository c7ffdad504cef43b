-- Arithmetic on strings: the library's metamethods convert both operands or hand over to the other operand's.
local seen
local object = setmetatable({}, {
    __add = function(a, b) seen = type(a) .. " " .. type(b) return "added" end,
    __unm = function() return "negated" end,
})
print("10" + object, seen)                                     --> added string table
print("no number" + object, seen)                              --> added string table
print(object + "10", seen)                                     --> added table string
print(pcall(function() return "10" - object end))              --~ false .*attempt to sub a 'string' with a 'table'
print(pcall(function() return "ten" + 1 end))                  --~ false .*attempt to add a 'string' with a 'number'
print(pcall(function() return -"x" end))                       --~ false .*attempt to unm a 'string' with a 'string'
print(pcall(function() return "1" + {} end))                   --~ false .*attempt to add a 'string' with a 'table'
print("10" + 1, "10" - "1", "3" * 4.0, "7" / "2", "7" // "2", "7.0" // 2, "7" % 4, "2" ^ "3", -"2", -"0x10")  --> 11 9 12.0 3.5 3 3.0 3 8.0 -2 -16
print(" 1 " + 0, "\t\n1e1\v\f\r" + 0, "-1" + 0, "- 1" == "-1", pcall(function() return "1 1" + 0 end))  --~ 1 10.0 -1 false false .*
print(math.type("1" + "2"), math.type("1" + "2.0"), "9007199254740993" + 0)  --> integer float 9007199254740993
print("1" == 1, pcall(function() return "1" < 2 end))          --~ false false .*attempt to compare string with number
