local function sum(a, b, c)
    local s = 0
    for i = a, b, c do s = s + i end
    return s
end
for _ = 1, 200 do sum(1, 20, 1) end
print(sum(1, 10, 1), sum(1.0, 10, 1), sum(1, 10, 1.0), sum(10, 1, -1), sum(0.5, 3, 0.5))   --> 55 55.0 55.0 55 10.5
print(sum(math.maxinteger - 1, math.maxinteger, 1), sum(1, 0, 1))                          --> -3 0
print(pcall(sum, 1, 10, 0))    --~ false .*: 'for' step is zero
print(sum(1, 3, 1))                                                                        --> 6
