local function feed(_, i) if i < 2 then return i + 1, "b", "c", "d", "e", "f" end end
for a, b, c, d, e, f, g in feed, nil, 1 do print(a, b, c, d, e, f, g) end  --> 2 b c d e f nil
for a in feed, nil, 1 do print(a) end   --> 2
