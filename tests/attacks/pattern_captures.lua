-- Captures without end.
-- ends: error ok time
return ('a'):rep(100):find(('(a*'):rep(31) .. (')'):rep(31) .. 'b')
