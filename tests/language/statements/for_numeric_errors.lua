local function why(f, ...) print((tostring(select(2, pcall(f, ...))):gsub("^.-: ", ""))) end
local function loop(a, b, c) for _ = a, b, c do end end
why(loop, 1, 2, 0)          --> 'for' step is zero
why(loop, 1.0, 2, 0)        --> 'for' step is zero
why(loop, 1, 2, 0.0)        --> 'for' step is zero
why(loop, "x", 2, 1)        --> bad 'for' initial value (number expected, got string)
why(loop, nil, 2, 1)        --> bad 'for' initial value (number expected, got nil)
why(loop, 1, "x", 1)        --> bad 'for' limit (number expected, got string)
why(loop, 1, {}, 1)         --> bad 'for' limit (number expected, got table)
why(loop, 1, 2, "x")        --> bad 'for' step (number expected, got string)
why(loop, 1, nil, 1)        --> bad 'for' limit (number expected, got nil)
why(loop, 1, 2, false)      --> bad 'for' step (number expected, got boolean)
