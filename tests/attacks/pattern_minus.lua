-- Nested lazy repetitions.
-- ends: time ok
return ('a'):rep(40000):find('.-.-.-b')
