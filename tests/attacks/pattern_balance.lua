-- Balances that never close, from every position.
-- ends: time ok
return ('('):rep(200000):find('%b()x')
