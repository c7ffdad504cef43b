local function why(source, ...) print((select(2, pcall(load(source, "=s"), ...)))) end
why "local a; return a | 1"                     --> s:1: attempt to perform bitwise operation on a nil value (local 'a')
why "return 1 & g"                              --> s:1: attempt to perform bitwise operation on a nil value (global 'g')
why "local t = {} return ~t.x"                  --> s:1: attempt to perform bitwise operation on a nil value (field 'x')
why "return {} << 1"                            --> s:1: attempt to perform bitwise operation on a table value
why "return 's' ~ 1"                            --> s:1: attempt to perform bitwise operation on a string value (constant 's')
why "local x = 1.5; return x | 1"               --> s:1: number (local 'x') has no integer representation
why "return 1.5 | 1"                            --> s:1: number has no integer representation
why "return 2^53 | 2^64"                        --> s:1: number has no integer representation
why "return ~1e100"                             --> s:1: number has no integer representation
why "return 1 << 0.5"                           --> s:1: number has no integer representation
why "local t = {x = 0/0} return t.x >> 1"       --> s:1: number (field 'x') has no integer representation
why "local u = 0.1 return (function() return u & 1 end)()"   --> s:1: number (upvalue 'u') has no integer representation
why "local a, b = {}, 1.5 return a | b"         --> s:1: attempt to perform bitwise operation on a table value (local 'a')
why "local a, b = 1.5, {} return a | b"         --> s:1: attempt to perform bitwise operation on a table value (local 'b')
