local a, b, c = 1, 2
print(a, b, c)             --> 1 2 nil
a, b = b, a
print(a, b)                --> 2 1
a, b, c = 0
print(a, b, c)             --> 0 nil nil
a, b = 1, 2, 3
print(a, b)                --> 1 2
local function three() return 1, 2, 3 end
a, b, c = three()
print(a, b, c)             --> 1 2 3
a, b, c = 9, three()
print(a, b, c)             --> 9 1 2
a, b, c = three(), 10
print(a, b, c)             --> 1 10 nil
a, b, c = (three())
print(a, b, c)             --> 1 nil nil
