local function why(source, ...) print((select(2, pcall(load(source, "=s"), ...)))) end
why "local a; return a .. 'x'"                  --> s:1: attempt to concatenate a nil value (local 'a')
why "local a; return 'x' .. a"                  --> s:1: attempt to concatenate a nil value (local 'a')
why "return 'x' .. g"                           --> s:1: attempt to concatenate a nil value (global 'g')
why "local t = {} return t.x .. 'y'"            --> s:1: attempt to concatenate a nil value (field 'x')
why "return {} .. 'x'"                          --> s:1: attempt to concatenate a table value
why "return 'x' .. true"                        --> s:1: attempt to concatenate a boolean value
why "return 1 .. print"                         --> s:1: attempt to concatenate a function value (global 'print')
why "local a, b = 'x' return a .. 'y' .. b .. 'z'"   --> s:1: attempt to concatenate a nil value (local 'b')
why "local u; return (function() return u .. '' end)()"  --> s:1: attempt to concatenate a nil value (upvalue 'u')
