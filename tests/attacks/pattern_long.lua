-- A pattern of a million items.
-- ends: error ok time memory
return ('a'):rep(1000):find(('.-'):rep(500000) .. 'b')
