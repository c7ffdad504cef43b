-- The message names the variable, whatever registers the loops around it take.
local function try(f, ...) print((select(2, pcall(f, ...)))) end
try(function() for i = 1, 2 do local v <close> = 5 end end) --~ .*: variable 'v' got a non-closable value
try(function() for i = 1, 2 do for j = 1.0, 2 do local a; local w <close> = {} end end end) --~ .*: variable 'w' got a non-closable value
try(function() for i = 1, 2 do i = i; local v <close> = 5 end end) --~ .*: variable 'v' got a non-closable value
try(function(...) local a = ...; local v <close> = a end, 5) --~ .*: variable 'v' got a non-closable value
