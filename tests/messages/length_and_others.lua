local function why(source, ...) print((select(2, pcall(load(source, "=s"), ...)))) end
why "local a; return #a"                        --> s:1: attempt to get length of a nil value (local 'a')
why "return #g"                                 --> s:1: attempt to get length of a nil value (global 'g')
why "local t = {} return #t.x"                  --> s:1: attempt to get length of a nil value (field 'x')
why "return #print"                             --> s:1: attempt to get length of a function value (global 'print')
why "local t = {} t[nil] = 1"                   --> s:1: table index is nil
why "local t = {} t[0/0] = 1"                   --> s:1: table index is NaN
why "return {[nil] = 1}"                        --> s:1: table index is nil
why "for i = 'a', 1 do end"                     --> s:1: bad 'for' initial value (number expected, got string)
why "for i = 1, {} do end"                      --> s:1: bad 'for' limit (number expected, got table)
why "for i = 1, 2, print do end"                --> s:1: bad 'for' step (number expected, got function)
why "for i = 1, 2, 0 do end"                    --> s:1: 'for' step is zero
why "local x <close> = 4"                       --> s:1: variable 'x' got a non-closable value
why "setmetatable({}, {__index = function(t, k) return k + 1 end}).x = nil return setmetatable({}, {__index = function(t, k) return k .. nil end}).x"  --> s:1: attempt to concatenate a nil value
