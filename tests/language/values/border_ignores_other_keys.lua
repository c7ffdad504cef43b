-- Only positive integers count for a border; the largest integer may be one.
local t = { [0] = 0, [-1] = 1, [-100] = 2, [1.5] = 3, ["1"] = 4, x = 5, [true] = 6, [math.mininteger] = 7 }
print(#t)                                    --> 0
t[1], t[2] = "a", "b"
print(#t)                                    --> 2
t[2.5], t["3"], t[{}] = 1, 1, 1
print(#t)                                    --> 2
t[3.0] = "c"
print(#t)                                    --> 3
local far = { [math.maxinteger] = true }
print(#far == 0 or #far == math.maxinteger)  --> true
far[math.maxinteger - 1] = true
print(#far == 0 or #far == math.maxinteger)  --> true
local names = {}
for i = 1, 100 do names["k" .. i] = i end
print(#names)                                --> 0
