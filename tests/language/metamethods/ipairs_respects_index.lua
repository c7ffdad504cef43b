local t = setmetatable({ "a" }, { __index = function(_, i) if i <= 3 then return "x" .. i end end })
for i, v in ipairs(t) do io.write(i, v, " ") end print()    --> 1a 2x2 3x3
for i, v in ipairs("abc") do print("never") end
print(pcall(ipairs))                          --> false bad argument #1 to 'ipairs' (value expected)
