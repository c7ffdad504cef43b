-- Widths and precisions that are too large.
-- ends: error
for _, f in ipairs {'%99999d', '%.99999f', '%100d', '%.100f', '%0000000000000000000001d', '%' .. ('0'):rep(100000) .. 'd'} do
    assert(not pcall(string.format, f, 1), f)
end
error('all refused')
