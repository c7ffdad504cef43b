local function numbers(text)
    local f = assert(io.open("n", "w")) f:write(text) f:close()
    f = io.open("n")
    local out = {}
    while true do
        local n = f:read("n")
        if n == nil then break end
        out[#out + 1] = tostring(n)
    end
    local rest = f:read("a")
    f:close()
    print(table.concat(out, ","), rest)
end
numbers("1 2\n3\t4")                   --> 1,2,3,4
numbers("  0x10 0xA.8p1 -.5 +7")       --> 16,21.0,-0.5,7
numbers("1.2.3")                       --> 1.2,0.3
numbers("5abc")                        --~ 5? ?b?c?.*
numbers("1e5 1e+ 2")                   --~ 100000.0 .*2
numbers("")                            -->
numbers(("9"):rep(300))                --~ .*
numbers("9223372036854775807 9223372036854775808")   --> 9223372036854775807,9.2233720368548e+18
