-- Two hundred thousand parentheses.
-- ends: error
return assert(load('return ' .. ('('):rep(200000)))
