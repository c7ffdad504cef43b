-- The order holds beyond any size at which the table changes its inner form.
local t, want = {}, {}
for i = 1, 3000 do
    local k = "key" .. (i * 7919) % 3001
    t[k] = i
    want[i] = k
end
local i, wrong = 0, 0
for k in pairs(t) do i = i + 1 if want[i] ~= k then wrong = wrong + 1 end end
print(i, wrong)                 --> 3000 0
