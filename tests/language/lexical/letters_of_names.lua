-- Names are made of the letters A to Z and a to z, digits, and underscores, and no other byte; case counts.
local inside, first = {}, {}
for code = 1, 255 do
    local char = string.char(code)
    if load("a" .. char .. "b = 1") and not char:find("[%s.,;:]") then inside[#inside + 1] = char end
    if load(char .. "b = 1") and not char:find("[%s;]") then first[#first + 1] = char end
end
print(table.concat(inside))   --> 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz
print(table.concat(first))    --> ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz
local name, Name, NAME, _name = 1, 2, 3, 4
print(name, Name, NAME, _name)  --> 1 2 3 4
local t = { And = 1, aND = 2, ["and"] = 3 }
print(t.And, t.aND, t["and"])   --> 1 2 3
goto Label
print "skipped"
::label:: print "skipped"
::Label:: print "at Label"      --> at Label
