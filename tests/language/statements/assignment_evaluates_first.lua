-- All expressions are evaluated before any assignment.
local i, t = 3, {}
i, t[i] = i + 1, 20
print(i, t[3], t[4])            --> 4 20 nil
local x, y, z = 1, 2, 3
x, y, z = y, z, x
print(x, y, z)                  --> 2 3 1
local a = { 1, 2, 3 }
local k = 1
k, a[k], a[k + 1] = 3, a[k + 1], a[k]
print(k, a[1], a[2], a[3])      --> 3 2 1 3
local u = { n = 1 }
local old = u
u, u.next = { n = 2 }, "set"
print(old.next, u.next, u.n)    --> set nil 2
