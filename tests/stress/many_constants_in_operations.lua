-- Operations whose constants lie beyond any short operand.
local pre = { [0] = "local s" }
for i = 1, 70000 do pre[i] = ("s = 'c%d'"):format(i) end
local tail = [[
    local x, t = 10, { late_field = 5 }
    local r = {}
    r[1] = x + 123456789
    r[2] = x * 0.123
    r[3] = t.late_field
    t.late_field = 'late value'
    r[4] = t.late_field
    r[5] = x == 987654321
    r[6] = x ~ 1122334455
    r[7] = t['another late'] == nil
    function t.late_function(a) return a .. 'late suffix' end
    function t:late_method() return self.late_field end
    r[8] = t.late_function 'p'
    r[9] = t:late_method()
    late_global = 'g'
    r[10] = late_global
    r[11] = 'late left' .. x
    return table.concat({ tostring(r[1]), r[2], r[3], r[4], tostring(r[5]), r[6], tostring(r[7]), r[8], r[9], r[10], r[11] }, ' ')
]]
local f = assert(load(table.concat(pre, "\n", 0) .. tail))
print(f())  --> 123456799 1.23 5 late value false 1122334461 true plate suffix late value g late left10
print(load(string.dump(f))() == f())                      --> true
--@ heavy
