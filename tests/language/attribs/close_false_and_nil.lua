do local a <close> = nil end
do local b <close> = false end
print(pcall(function() local c <close> = 42 end))       --~ false .*: variable 'c' got a non-closable value
print(pcall(function() local d <close> = {} end))       --~ false .*: variable 'd' got a non-closable value
print(pcall(function() local e <close> = setmetatable({}, {}) end))  --~ false .*: variable 'e' got a non-closable value
print("end")                                            --> end
