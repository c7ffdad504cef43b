-- table.move over itself, far.
-- ends: time error memory
return table.move({1, 2, 3}, 1, 1 << 40, 2)
