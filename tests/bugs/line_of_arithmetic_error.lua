-- 5.4.4: the line of an error in arithmetic with a constant.
local function line(source) return (select(2, pcall(load(source, "=s"))):match("^s:(%d+):")) end
print(line "local a = {}\nlocal b\nb = 1\n + a") --~ [34]
print(line "local a\n\nreturn a\n +\n 1\n") --~ [345]
print(line "local x = {}\nlocal y = x\ny = y * 2\nreturn y") --> 3
print(line "local x = {}\n\nlocal y = 2 // x\n\nreturn y") --> 3
print(line "local x = 'a'\nx = x\n\nx = x | 1\nx = 1") --> 4
print(line "local zero = 0\nlocal one = 1\nlocal quotient = one // zero\nlocal after = 2") --> 3
print(line "local zero = 0\nlocal one = 1\n\nlocal rest = one % zero\nreturn rest") --> 4
--@ peer-differs some releases have this bug
