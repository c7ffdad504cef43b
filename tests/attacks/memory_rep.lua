-- A string of 2 GB.
-- ends: memory
return ('x'):rep(2147483647)
