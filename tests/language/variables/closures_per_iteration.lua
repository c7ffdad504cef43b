local fs = {}
for i = 1, 3 do
    local j = i * 10
    fs[#fs + 1] = function() i = i + 1; j = j + 1; return i, j end
end
print(fs[1]())    --> 2 11
print(fs[1]())    --> 3 12
print(fs[2]())    --> 3 21
local gs = {}
for k, v in pairs { a = 1 } do gs[1] = function() return k, v end end
print(gs[1]())    --> a 1
local ws = {}
while #ws < 2 do local n = #ws; ws[#ws + 1] = function() n = n + 1 return n end end
print(ws[1](), ws[1](), ws[2]())  --> 1 2 2
