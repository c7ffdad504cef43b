-- A generic loop whose iterator never ends.
-- ends: time
for _ in function() return true end do end
