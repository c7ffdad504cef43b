local out = {}
for i = 1, 3 do
    out[#out + 1] = i
    i = i * 100
    out[#out + 1] = i
end
print(table.concat(out, " "))           --> 1 100 2 200 3 300
print(i)                                --> nil
for k in next, { 7 } do k = nil print(k) end  --> nil
