-- Sizes and alignments of string.pack that overflow.
-- ends: error ok
for _, f in ipairs {'i17', 'i0', '!17i4', 'c', 's17', 'i99999999999999999999', 'c2147483647c2147483647', '!3i4', 'Xz', 'X'} do
    assert(not pcall(string.pack, f, 1, 1) or not pcall(string.packsize, f), f)
end
return 'ok'
