-- Blocks in each other.
-- ends: error
return assert(load(('do '):rep(200000)))
