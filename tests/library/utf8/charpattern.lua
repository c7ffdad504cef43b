print(utf8.charpattern == "[\0-\x7F\xC2-\xFD][\x80-\xBF]*")   --> true
for c in ("aä€😀"):gmatch(utf8.charpattern) do io.write(#c, " ") end
print()                                         --> 1 2 3 4
