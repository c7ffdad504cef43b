print(#"", #"abc", #"a\0b", #"\u{20AC}")      --> 0 3 3 3
print(#{}, #{ 1, 2 }, #{ x = 1 }, #"x" + 1)   --> 0 2 0 2
print(pcall(function() return #5 end))        --~ false .*: attempt to get length of a number value
print(pcall(function() return #nil end))      --~ false .*: attempt to get length of a nil value
print(-#"abc", #"abc" == 3, not #"abc")       --> -3 true false
