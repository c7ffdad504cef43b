-- Functions in each other.
-- ends: error
return assert(load(('function f() '):rep(200000)))
