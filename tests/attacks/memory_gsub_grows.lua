-- gsub that makes each byte a thousand.
-- ends: memory
return (('x'):rep(1000000):gsub('x', ('y'):rep(1000)))
