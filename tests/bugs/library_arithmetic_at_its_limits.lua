-- 5.4.8, later: overflows in utf8 decoding, string.packsize and collectgarbage.
print(pcall(utf8.codepoint, "\xff\xbf\xbf\xbf\xbf\xbf\xbf\xbf", 1, 1, true)) --~ false .*invalid UTF-8 code
print(utf8.len("\xff\x80\x80\x80\x80\x80\x80\x80", 1, -1, true)) --> nil 1
print(pcall(string.packsize, ("c1000000000"):rep(3))) --~ false .*format result too large.*
print(type(collectgarbage("step", math.maxinteger))) --> boolean
print(type(collectgarbage("step", math.mininteger))) --> boolean
