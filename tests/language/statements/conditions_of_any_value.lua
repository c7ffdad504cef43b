-- if, elseif, while, repeat, and, or, not: false and nil are false, all else is true.
local values = { 0, -0.0, 0 / 0, "", "false", {}, print, coroutine.create(print), io.stdout, true }
local n = 0
for _, v in ipairs(values) do
    if v then n = n + 1 end
    if nil then elseif v then n = n + 1 end
    while v do n = n + 1 break end
    local turns = 0
    repeat turns = turns + 1 until v or turns == 5
    if turns == 1 then n = n + 1 end
    if not v == false and (v and 1) == 1 and rawequal(v or 1, v) == (v == v) then n = n + 1 end
end
print(#values, n)                                --> 10 50
for _, v in ipairs { { nil }, { false } } do
    local value = v[1]
    local turns = 0
    repeat turns = turns + 1 until value or turns == 3
    while value do turns = 100 end
    if value then turns = 200 elseif value then turns = 300 else turns = turns + 1 end
    print(turns, not value, value and 1, value or 2)
end
--> 4 true nil 2
--> 4 true false 2
if 0 and "" then print "constants" end           --> constants
while "" do print "loop" break end               --> loop
repeat until 0
