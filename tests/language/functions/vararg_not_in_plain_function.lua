print(load("function f() return ... end"))       --~ nil .*:1: cannot use '...' outside a vararg function near '...'
print(load("function f(...) return function() return ... end end"))  --~ nil .*: cannot use '...' outside a vararg function near '...'
print(load("function f(..., a) end"))            --~ nil .*: '\)' expected near ','
print(load("function f(a, ...) end") ~= nil)     --> true
