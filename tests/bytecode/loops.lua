local t, n = ...
for i = 1, n do t[i] = i end
for i = n, 1, -1 do i = i + 1; t[i] = i end
for i = 1, n do t[i] = function() return i end end
for k, v in pairs(t) do if v then break end print(k) end
while n > 0 do n = n - 1 end
repeat local x = t[n]; n = n + 1 until x
repeat local y = t[n]; t.f = function() return y end until y
for i = 1, 3 do
    for j = 1, 3 do
        if i == j then goto continue end
        print(i, j)
        ::continue::
    end
end
