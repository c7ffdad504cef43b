-- Constants of all kinds keep their exact value and type wherever they are used.
local i <const>, f <const>, s <const>, t <const>, n <const> = 7, 2.0, "k", true, nil
local big <const>, tiny <const> = math.maxinteger, -0.0
print(i + f, i // 2, -i, i .. s, #s, not t, n == nil)  --> 9.0 3 -7 7k 1 false true
print(({ k = 5 })[s], ({ [7] = 6 })[i])                --> 5 6
print(big + 1 == math.mininteger, 1 / tiny)            --> true -inf
local function up() return i + 1, s, t, n, f end
print(up())                                            --> 8 k true nil 2.0
if t then print("taken") end                           --> taken
if n then print("not taken") end
for k = i, i + 1 do io.write(k, " ") end print()       --> 7 8
