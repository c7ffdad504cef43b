-- An empty loop.
-- ends: time
while true do end
