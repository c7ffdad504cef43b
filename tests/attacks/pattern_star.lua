-- Five greedy repetitions and no match.
-- ends: time ok
return ('a'):rep(500):find('a*a*a*a*a*b')
