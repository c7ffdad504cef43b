-- unpack from the smallest to the largest integer.
-- ends: error
return table.unpack({}, math.mininteger, math.maxinteger)
