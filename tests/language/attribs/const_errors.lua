local function why(source) print((select(2, load(source)):gsub("^.-:(%d+): ", "%1 "))) end
why "local a <const> = 1; a = 2"                  --> 1 attempt to assign to const variable 'a'
why "local a <const> = 1; b, a = 2"               --> 1 attempt to assign to const variable 'a'
why "local a <const> = 1; function f() a = 2 end" --> 1 attempt to assign to const variable 'a'
why "local a <const> = {}; function a() end"      --> 1 attempt to assign to const variable 'a'
why "local a <close> = nil; a = 2"                --> 1 attempt to assign to const variable 'a'
why "local a <const> = 1\nlocal function f() return function() a = a + 1 end end"  --> 2 attempt to assign to const variable 'a'
why "local a <foo> = 1"                           --> 1 unknown attribute 'foo'
why "local a <close>, b <close> = 1"              --> 1 multiple to-be-closed variables in local list
why "local a <const = 1"                          --> 1 '>' expected near '='
why "local a < > = 1"                             --> 1 <name> expected near '>'
print(load("local a <const> = {}; a.x = 1; function a.f() end function a:g() end") ~= nil)  --> true
