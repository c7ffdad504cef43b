print(load("return 1 --")())           --> 1
print(load("return 2 -- end")())       --> 2
print(load("--") ~= nil)               --> true
print(load("--[[]]return 3")())        --> 3
print(load("--[") ~= nil)              --> true
print(load("--[=") ~= nil)             --> true
