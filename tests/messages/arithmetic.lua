local function why(source, ...) print((select(2, pcall(load(source, "=s"), ...)))) end
why "local a; return a + 1"                     --> s:1: attempt to perform arithmetic on a nil value (local 'a')
why "local a; return 1 + a"                     --> s:1: attempt to perform arithmetic on a nil value (local 'a')
why "local a, b = 1; return a * b"              --> s:1: attempt to perform arithmetic on a nil value (local 'b')
why "local a, b; return a - b"                  --> s:1: attempt to perform arithmetic on a nil value (local 'a')
why "return g / 2"                              --> s:1: attempt to perform arithmetic on a nil value (global 'g')
why "return 2 ^ g"                              --> s:1: attempt to perform arithmetic on a nil value (global 'g')
why "local t = {} return t.x % 2"               --> s:1: attempt to perform arithmetic on a nil value (field 'x')
why "local t = {} return -t.x"                  --> s:1: attempt to perform arithmetic on a nil value (field 'x')
why "local t = {} return -t"                    --> s:1: attempt to perform arithmetic on a table value (local 't')
why "local t = {} return t // 1"                --> s:1: attempt to perform arithmetic on a table value (local 't')
why "return {} + 1"                             --> s:1: attempt to perform arithmetic on a table value
why "return print + 1"                          --> s:1: attempt to perform arithmetic on a function value (global 'print')
why "return true + 1"                           --> s:1: attempt to perform arithmetic on a boolean value
why "local u; return (function() return u + 1 end)()"  --> s:1: attempt to perform arithmetic on a nil value (upvalue 'u')
why "local x <const> = nil; return x + 1"       --~ s:1: attempt to perform arithmetic on a nil value.*
why "x = x + 1"                                 --> s:1: attempt to perform arithmetic on a nil value (global 'x')
why "local t = {} t.n = t.n + 1"                --> s:1: attempt to perform arithmetic on a nil value (field 'n')
why "return 'a' + 1"                            --> s:1: attempt to add a 'string' with a 'number'
why "return 1 - 'a'"                            --> s:1: attempt to sub a 'number' with a 'string'
why "return 'a' * 'b'"                          --> s:1: attempt to mul a 'string' with a 'string'
why "return -'a'"                               --> s:1: attempt to unm a 'string' with a 'string'
why "return 'a' // 1"                           --> s:1: attempt to idiv a 'string' with a 'number'
why "return '10' + {}"                          --~ s:1: attempt to .*
why "return 1 // 0"                             --> s:1: attempt to divide by zero
why "return 1 % 0"                              --> s:1: attempt to perform 'n%0'
