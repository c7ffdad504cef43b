for p, c in utf8.codes("aä€😀") do io.write(p, ":", c, " ") end print()   --> 1:97 2:228 4:8364 7:128512
for p, c in utf8.codes("") do print("never") end
print(pcall(function() for _ in utf8.codes("a\xffb") do end end))       --~ false .*invalid UTF-8 code
print(pcall(function() for _ in utf8.codes("\u{110000}") do end end))   --~ false .*invalid UTF-8 code
for p, c in utf8.codes("\u{110000}", true) do print(p, c) end           --> 1 1114112
print(pcall(function() for _ in utf8.codes("ab\xe4") do end end))       --~ false .*invalid UTF-8 code
for p, c in utf8.codes("\0x") do io.write(p, ":", c, " ") end print()   --> 1:0 2:120
