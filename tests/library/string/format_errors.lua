local function why(...) print((select(2, pcall(string.format, ...)))) end
why("%y", 1)               --> invalid conversion '%y' to 'format'
why("%")                   --> bad argument #2 to 'string.format' (no value)
why("%123d", 1)            --> invalid conversion specification: '%123d'
why("%.123d", 1)           --> invalid conversion specification: '%.123d'
why("%0123d", 1)           --> invalid conversion specification: '%0123d'
why("%#i", 1)              --> invalid conversion specification: '%#i'
why("%+s", "x")            --> invalid conversion specification: '%+s'
why("%.3c", 1)             --> invalid conversion specification: '%.3c'
why("%.1p", {})            --> invalid conversion specification: '%.1p'
why("%0s", "x")            --> invalid conversion specification: '%0s'
why("%d")                  --> bad argument #2 to 'string.format' (no value)
why("%d%d", 1)             --> bad argument #3 to 'string.format' (no value)
why("%f", {})              --> bad argument #2 to 'string.format' (number expected, got table)
why("% -+ #0d", 1)         --> invalid conversion specification: '% -+ #0d'
why()                      --> bad argument #1 to 'string.format' (string expected, got no value)
