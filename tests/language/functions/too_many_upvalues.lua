local a, b, sum = {}, {}, {}
for i = 1, 150 do a[i] = "local a" .. i end
for i = 151, 300 do b[#b + 1] = "local a" .. i end
for i = 1, 300 do sum[i] = "a" .. i end
local text = table.concat(a, " ") .. "\nfunction f()\n" .. table.concat(b, " ")
    .. "\nfunction g()\nreturn " .. table.concat(sum, "+") .. " end end"
print(load(text))  --~ nil .*:5: too many upvalues \(limit is 255\) in function at line 4 near .*
