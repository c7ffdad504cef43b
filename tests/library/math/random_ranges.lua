for _ = 1, 2000 do
    local f = math.random()
    assert(math.type(f) == "float" and f >= 0 and f < 1)
    local d = math.random(6)
    assert(math.type(d) == "integer" and d >= 1 and d <= 6)
    local r = math.random(-10, 10)
    assert(r >= -10 and r <= 10)
end
print(math.random(5, 5), math.random(1), math.type(math.random(0)))      --> 5 1 integer
print(math.type(math.random(math.mininteger, math.maxinteger)), math.random(math.maxinteger, math.maxinteger))  --> integer 9223372036854775807
local seen, n = {}, 0
for _ = 1, 1000 do local v = math.random(3, 7) if not seen[v] then seen[v], n = true, n + 1 end end
print(n)                                                 --> 5
print(pcall(math.random, 2, 1))      --~ false bad argument #[12] to 'math.random' \(interval is empty\)
print(pcall(math.random, -5))        --~ false bad argument #[12] to 'math.random' \(interval is empty\)
print(pcall(math.random, 1, 2, 3))   --> false wrong number of arguments
print(pcall(math.random, 1.5))       --> false bad argument #1 to 'math.random' (number has no integer representation)
