local t = {}
print(pcall(function() t[nil] = 1 end))         --~ false .*: table index is nil
print(pcall(function() t[0 / 0] = 1 end))       --~ false .*: table index is NaN
print(t[nil], t[0 / 0])                         --> nil nil
print(pcall(rawset, t, nil, 1))                 --> false table index is nil
print(pcall(rawset, t, 0 / 0, 1))               --> false table index is NaN
print(pcall(function() return { [nil] = 1 } end))  --~ false .*: table index is nil
print(next(t))                                  --> nil
