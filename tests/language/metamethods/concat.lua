local mt = { __concat = function(a, b)
    local function show(x) return type(x) == "table" and "{" .. x[1] .. "}" or tostring(x) end
    return show(a) .. show(b)
end }
local o = setmetatable({ "o" }, mt)
print("a" .. o, o .. "b", o .. o)          --> a{o} {o}b {o}{o}
print("a" .. "b" .. o, o .. "a" .. "b")    --> ab{o} {o}ab
print(1 .. o, o .. 2.0, o .. nil)          --> 1{o} {o}2.0 {o}nil
local order = {}
local tr = setmetatable({}, { __concat = function(a, b)
    order[#order + 1] = (type(a) == "string" and a or "T") .. "+" .. (type(b) == "string" and b or "T")
    return "r"
end })
local _ = "x" .. tr .. "y" .. "z"
print(table.concat(order, " "))            --> T+yz
