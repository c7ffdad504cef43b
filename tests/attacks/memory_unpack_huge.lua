-- unpack of 2^62 elements.
-- ends: error
return table.unpack({}, 1, 1 << 62)
