local function run(a, b, c)
    local out = {}
    for i = a, b, c do out[#out + 1] = tostring(i) end
    print(table.concat(out, " "))
end
run(1.0, 3, 1)         --> 1.0 2.0 3.0
run(1, 3, 1.0)         --> 1.0 2.0 3.0
run(1, 3.7, 1)         --> 1 2 3
run(1, 2, 0.25)        --> 1.0 1.25 1.5 1.75 2.0
run(0, 1, 0.4)         --> 0.0 0.4 0.8
run(3, 0.5, -1)        --> 3 2 1
run(-1, -3.5, -1)      --> -1 -2 -3
run(0.0, -1, -0.5)     --> 0.0 -0.5 -1.0
run(1, 0 / 0, 1)       -->
