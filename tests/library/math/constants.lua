print(math.pi, math.huge, -math.huge)            --> 3.1415926535898 inf -inf
print(math.maxinteger, math.mininteger)          --> 9223372036854775807 -9223372036854775808
print(math.type(math.maxinteger), math.type(math.huge), ("%.17g"):format(math.pi))  --> integer float 3.1415926535897931
print(math.maxinteger + 1 == math.mininteger)    --> true
