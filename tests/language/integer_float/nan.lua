local nan = 0 / 0
print(nan == nan, nan ~= nan)                       --> false true
print(nan < nan, nan <= nan, nan > 1, nan >= 1, 1 < nan)  --> false false false false false
print(rawequal(nan, nan))                           --> false
print(nan < math.maxinteger, math.mininteger <= nan, 1 == nan)  --> false false false
print(math.max(1, nan) == 1, not (nan > 0) and not (nan <= 0))  --> true true
