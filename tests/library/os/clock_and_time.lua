local c = os.clock()
print(math.type(c), c >= 0)            --> float true
local x = 0
for i = 1, 100000 do x = x + i end
print(os.clock() >= c)                 --> true
print(math.type(os.time()), os.time() > 1700000000)   --> integer true
print(os.difftime(10, 4), math.type(os.difftime(10, 4)))  --> 6.0 float
print(pcall(os.difftime))              --> false bad argument #1 to 'os.difftime' (number expected, got no value)
