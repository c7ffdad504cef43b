-- A name of a million letters.
-- ends: ok memory
return load(('x'):rep(1000000) .. ' = 1') ~= nil
