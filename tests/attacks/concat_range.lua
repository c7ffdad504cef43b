-- table.concat from the smallest to the largest integer.
-- ends: error
return table.concat({}, ',', math.mininteger, math.maxinteger)
