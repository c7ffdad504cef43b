-- However a sequence is filled, it reads the same.
local function check(order)
    local t = {}
    for _, i in ipairs(order) do t[i] = i * i end
    local sum, n = 0, 0
    for i, v in ipairs(t) do sum = sum + v end
    for _ in pairs(t) do n = n + 1 end
    return #t, sum, n
end
local up, down, evens_first, middle_out, shuffled = {}, {}, {}, {}, {}
for i = 1, 100 do up[i] = i down[i] = 101 - i end
for i = 2, 100, 2 do evens_first[#evens_first + 1] = i end
for i = 1, 99, 2 do evens_first[#evens_first + 1] = i end
for i = 0, 49 do middle_out[#middle_out + 1] = 50 - i middle_out[#middle_out + 1] = 51 + i end
for i = 1, 100 do shuffled[i] = i * 37 % 101 end
print(check(up))            --> 100 338350 100
print(check(down))          --> 100 338350 100
print(check(evens_first))   --> 100 338350 100
print(check(middle_out))    --> 100 338350 100
print(check(shuffled))      --> 100 338350 100
