-- An integer loop never wraps around; a float limit is clipped to the integers.
local max, min = math.maxinteger, math.mininteger
local function count(a, b, c)
    local n = 0
    local last
    for i = a, b, c do
        n = n + 1
        last = i
        if n == 10 then break end
    end
    print(n, last)
end
count(max - 2, max, 1)               --> 3 9223372036854775807
count(max - 2, math.huge, 1)         --> 3 9223372036854775807
count(min + 2, min, -1)              --> 3 -9223372036854775808
count(min + 2, -math.huge, -1)       --> 3 -9223372036854775808
count(max, max, max)                 --> 1 9223372036854775807
count(min, max, max)                 --> 3 9223372036854775806
count(1, max, max)                   --> 1 1
count(max, min, min)                 --> 2 -1
count(1, 1e308, max)                 --> 1 1
count(1, -1e308, 1)                  --> 0 nil
count(1, -math.huge, 1)              --> 0 nil
count(1, math.huge, -1)              --> 0 nil
count(3, 2 ^ 53, 1)                  --> 10 12
count(-1, min, min)                  --> 1 -1
