-- A jump to itself.
-- ends: time
::again:: goto again
