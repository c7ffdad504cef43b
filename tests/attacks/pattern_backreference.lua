-- Back references that are tried everywhere.
-- ends: time ok
return ('ab'):rep(20000):find('(.-)%1%1x')
