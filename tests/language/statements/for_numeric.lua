local function run(...)
    local out = {}
    local a, b, c = ...
    for i = a, b, c or 1 do out[#out + 1] = tostring(i) end
    print(table.concat(out, " "))
end
run(1, 3)            --> 1 2 3
run(3, 1)            -->
run(3, 1, -1)        --> 3 2 1
run(1, 10, 4)        --> 1 5 9
run(-3, 3, 3)        --> -3 0 3
run(1, 1)            --> 1
run(1, 0, -1)        --> 1 0
run(5, 1, -3)        --> 5 2
