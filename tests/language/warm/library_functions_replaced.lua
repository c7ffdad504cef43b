-- A place that called a library function many times notices when the name means something else.
local function use(s, n)
    return math.floor(n), string.byte(s, 1), #string.sub(s, 1, 2), select("#", s, n), type(n), string.char(65), math.max(n, 1), tostring(n)
end
for i = 1, 1000 do use("abc", i + 0.5) end
print(use("abc", 7.5))       --> 7 97 2 2 number A 7.5 7.5
math.floor = function(x) return "floor" end
string.byte = function() return "byte" end
select = function() return "select" end
type = function() return "type" end
string.char = nil
print(pcall(use, "abc", 1))  --~ false .*attempt to call a nil value \(field 'char'\)
string.char = function() return "char" end
math.max = math.min
tostring = function(x) return "to" end
string.sub = function() return { 1, 2, 3 } end
print(use("abc", 7.5))       --> floor byte 3 select type char 1 to
local saved = math
math = { floor = function() return "new math" end, max = function() return 0 end }
print((use("abc", 7.5)))     --> new math
math = saved
