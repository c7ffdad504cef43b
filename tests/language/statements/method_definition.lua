local a = { b = { c = {} } }
function a.b.c.f(x) return x end
function a.b.c:g(x) return self == a.b.c, x end
function a.plain() return "plain" end
print(a.b.c.f(1), a.plain())                     --> 1 plain
print(a.b.c:g(2))                                --> true 2
function global_function(self) return self end
print(global_function(3))                        --> 3
print(load("function a:b.c() end"))              --~ nil .*: '\(' expected near '\.'
print(load("local function a.b() end"))          --~ nil .*: '\(' expected near '\.'
