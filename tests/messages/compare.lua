local function why(source, ...) print((select(2, pcall(load(source, "=s"), ...)))) end
why "return 1 < 'x'"                            --> s:1: attempt to compare number with string
why "return 'x' < 1"                            --> s:1: attempt to compare string with number
why "return 1 > 'x'"                            --> s:1: attempt to compare string with number
why "return {} < {}"                            --> s:1: attempt to compare two table values
why "return nil < nil"                          --> s:1: attempt to compare two nil values
why "return nil <= 1"                           --> s:1: attempt to compare nil with number
why "return 1 >= nil"                           --> s:1: attempt to compare nil with number
why "return print < print"                      --> s:1: attempt to compare two function values
why "return true < false"                       --> s:1: attempt to compare two boolean values
why "local a, b = {}, 1 if a < b then end"      --> s:1: attempt to compare table with number
why "local a, b = {}, 1 while a >= b do end"    --> s:1: attempt to compare number with table
why "local t = setmetatable({}, {__name = 'My.Kind'}) return t < 1"   --> s:1: attempt to compare My.Kind with number
why "local t = setmetatable({}, {__name = 'My.Kind'}) return t < t"   --> s:1: attempt to compare two My.Kind values
