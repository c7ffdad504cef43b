-- 5.4.6: finding the name of a value for a message recursed along the code without an end.
local source = {"local d = {}; local e;"}
for i = 1, 3000 do source[#source + 1] = "e = e or d; d = d.x and d or e; " end
source[#source + 1] = "return e.y.z.w"
local ok, m = pcall(load(table.concat(source)))
print(ok, m:match("attempt to index a nil value.*")) --~ false attempt to index a nil value.*
source = {"local t = {} return t"}
for i = 1, 200000 do source[#source + 1] = ".x" end
print(pcall(load(table.concat(source)))) --~ false .*attempt to index a nil value \(field 'x'\)
--@ peer-differs some releases have this bug
