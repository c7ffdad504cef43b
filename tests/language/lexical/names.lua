local _ = 1
local _x9, X9_, aA = 2, 3, 4
local And, END, Nil = 5, 6, 7
print(_, _x9, X9_, aA)            --> 1 2 3 4
print(And, END, Nil)              --> 5 6 7
local long = ("n"):rep(1000)
print(load("local " .. long .. " = 8 return " .. long)())  --> 8
