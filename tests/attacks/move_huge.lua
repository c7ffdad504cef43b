-- table.move of 2^63 elements.
-- ends: time error memory
table.move({}, 1, math.maxinteger - 1, 2, {})
