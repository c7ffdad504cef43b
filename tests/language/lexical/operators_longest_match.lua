local a, b = 7, 2
print(a//b, a/b, a~=b, a==b)     --> 3 3.5 true false
print(a<<b, a>>b, a<=b, a>=b)    --> 28 1 false true
print(~a, a~b, a~-b)             --> -8 5 -7
print(a..b, #"x"..b)             --> 72 12
print(- - a, not not a, -  -  - a)  --> 7 true -7
print(select("#", (function(...) return ... end)(1, 2)))  --> 2
