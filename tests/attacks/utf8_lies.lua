-- utf8 functions at positions outside and in broken text.
-- ends: error ok
for _, i in ipairs {math.mininteger, -100, 0, 2, 100, math.maxinteger} do
    for _, s in ipairs {'', '\xff\xff', ('\x80'):rep(1000), '\xfd\xbf\xbf\xbf\xbf\xbf'} do
        pcall(utf8.len, s, i, i) pcall(utf8.offset, s, i, i) pcall(utf8.codepoint, s, i, i)
        pcall(function() for _ in utf8.codes(s) do end end)
    end
end
return 'ok'
