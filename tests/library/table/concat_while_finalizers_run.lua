-- Finalizers may change the table while its concatenation is allocated: the result is made of what
-- was there at one time.
local big, wrong, changed = ("xyz"):rep(1000), 0, 0
for round = 1, 1000 do
    local t = {}
    for i = 1, 500 do t[i] = "abc" end
    setmetatable({}, {__gc = function() for i = 1, 500 do t[i] = big end end})
    for k = 1, round do local y = {k} end
    if t[1] == "abc" then
        local s = table.concat(t, "/")
        if #s ~= 500 * 3 + 499 then wrong = wrong + 1 end
        if t[1] ~= "abc" then changed = changed + 1 end
    end
    if changed == 3 then break end
end
print(wrong, changed > 0) --> 0 true
--@ heavy
