local function why(source, ...) print((select(2, pcall(load(source, "=s"), ...)))) end
why "local x; return x.y"                       --> s:1: attempt to index a nil value (local 'x')
why "local x; return x[1]"                      --> s:1: attempt to index a nil value (local 'x')
why "local x; x.y = 1"                          --> s:1: attempt to index a nil value (local 'x')
why "local x; x[{}] = 1"                        --> s:1: attempt to index a nil value (local 'x')
why "return undefined.y"                        --> s:1: attempt to index a nil value (global 'undefined')
why "undefined.y = 1"                           --> s:1: attempt to index a nil value (global 'undefined')
why "local t = {} return t.a.b"                 --> s:1: attempt to index a nil value (field 'a')
why "local t = {} t.a.b = 1"                    --> s:1: attempt to index a nil value (field 'a')
why "local t = {} return t.a.b.c"               --> s:1: attempt to index a nil value (field 'a')
why "local t = {a = {}} return t.a.b.c"         --> s:1: attempt to index a nil value (field 'b')
why "local t = {} return t[1].x"                --> s:1: attempt to index a nil value (field 'integer index')
why "local t, k = {}, 'key' return t[k].x"      --> s:1: attempt to index a nil value (field '?')
why "local u; return (function() return u.x end)()"  --> s:1: attempt to index a nil value (upvalue 'u')
why "local u; (function() u.x = 1 end)()"       --> s:1: attempt to index a nil value (upvalue 'u')
why "return (1).x"                              --> s:1: attempt to index a number value
why "return (true).x"                           --> s:1: attempt to index a boolean value
why "return (print).x"                          --> s:1: attempt to index a function value (global 'print')
why "return ('a').b.c"                          --> s:1: attempt to index a nil value (field 'b')
why "local f = function() end return f().x"     --> s:1: attempt to index a nil value
why "local x = 5; x.y = 1"                      --> s:1: attempt to index a number value (local 'x')
why "local t = {} ; t.x:m()"                    --> s:1: attempt to index a nil value (field 'x')
why "local a = {} ; a.b.c.d = 1"                --> s:1: attempt to index a nil value (field 'b')
why "local _ENV = {}; return x.y"               --> s:1: attempt to index a nil value (global 'x')
