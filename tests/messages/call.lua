local function why(source, ...) print((select(2, pcall(load(source, "=s"), ...)))) end
why "local f; f()"                              --> s:1: attempt to call a nil value (local 'f')
why "undefined()"                               --> s:1: attempt to call a nil value (global 'undefined')
why "local t = {} t.f()"                        --> s:1: attempt to call a nil value (field 'f')
why "local t = {} t:m()"                        --> s:1: attempt to call a nil value (method 'm')
why "local t = {a={}} t.a.f(1)"                 --> s:1: attempt to call a nil value (field 'f')
why "local t = {a={}} t.a:m(1)"                 --> s:1: attempt to call a nil value (method 'm')
why "local u; (function() u() end)()"           --> s:1: attempt to call a nil value (upvalue 'u')
why "local t = {} t[1]()"                       --> s:1: attempt to call a nil value (field 'integer index')
why "(1)()"                                     --> s:1: attempt to call a number value
why "('s')()"                                   --> s:1: attempt to call a string value (constant 's')
why "({})()"                                    --> s:1: attempt to call a table value
why "return nil()"  --~ .*
why "local s = 'x' return s:nope()"             --> s:1: attempt to call a nil value (method 'nope')
why "return undefined()"                        --> s:1: attempt to call a nil value (global 'undefined')
why "local x = 3; return x()"                   --> s:1: attempt to call a number value (local 'x')
why "string.nothing()"                          --> s:1: attempt to call a nil value (field 'nothing')
why "local f = function() end f()()"            --> s:1: attempt to call a nil value
why "for i in 5 do end"                         --~ s:1: attempt to call a number value.*
why "for i in nil do end"                       --~ s:1: attempt to call a nil value.*
