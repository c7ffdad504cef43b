local function why(source) return (select(2, load("return " .. source)):gsub("^.-: ", "")) end
print(why "3x")          --> malformed number near '3x'
print(why "0x")          --> malformed number near '0x'
print(why "0xg")         --> malformed number near '0xg'
print(why "3e")          --> malformed number near '3e'
print(why "3e+")         --> malformed number near '3e+'
print(why "1..2")        --> malformed number near '1..2'
print(why "1.2.3")       --> malformed number near '1.2.3'
print(why "0x1p")        --> malformed number near '0x1p'
print(why "0x1.8pz")     --> malformed number near '0x1.8pz'
print(why "08a_b")       --> malformed number near '08a_'
print(load "return 1 ..2"())   --> 12
