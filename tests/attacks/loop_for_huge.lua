-- A numeric loop of 2^63 turns.
-- ends: time
for i = math.mininteger, math.maxinteger do end
