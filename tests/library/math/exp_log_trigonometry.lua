local function r(x) return ("%.6f"):format(x) end
print(r(math.exp(0)), r(math.exp(1)), r(math.log(1)), r(math.log(math.exp(3))))  --> 1.000000 2.718282 0.000000 3.000000
print(math.log(8, 2), math.log(1000, 10), r(math.log(27, 3)), math.log(2 ^ 60, 2))  --> 3.0 3.0 3.000000 60.0
print(math.log(0), math.log(-1) ~= math.log(-1), math.log(math.huge))  --> -inf true inf
print(r(math.sin(math.pi / 2)), r(math.cos(math.pi)), r(math.tan(math.pi / 4)))   --> 1.000000 -1.000000 1.000000
print(r(math.asin(1)), r(math.acos(-1)), r(math.atan(1)))             --> 1.570796 3.141593 0.785398
print(r(math.atan(1, -1)), r(math.atan(-1, -1)), r(math.atan(0, -1)), math.atan(-0.0, 1))  --> 2.356194 -2.356194 3.141593 -0.0
print(math.sqrt(16), math.sqrt(2), math.sqrt(-1) ~= math.sqrt(-1))    --> 4.0 1.4142135623731 true
print(r(math.deg(math.pi)), r(math.rad(180)), math.exp("0"))          --> 180.000000 3.141593 1.0
print(pcall(math.sin, "x"))      --> false bad argument #1 to 'math.sin' (number expected, got string)
