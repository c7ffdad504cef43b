-- rep of rep of rep.
-- ends: memory error
return ('x'):rep(1000000):rep(1000000):rep(1000000)
