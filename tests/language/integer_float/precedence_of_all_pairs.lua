-- Every pair of operators binds as the manual's table says. Operands note how they are combined.
local levels = { { "|" }, { "~" }, { "&" }, { "<<", ">>" }, { ".." }, { "+", "-" }, { "*", "/", "//", "%" }, { "^" } }
local names = { ["|"] = "bor", ["~"] = "bxor", ["&"] = "band", ["<<"] = "shl", [">>"] = "shr", [".."] = "concat", ["+"] = "add",
    ["-"] = "sub", ["*"] = "mul", ["/"] = "div", ["//"] = "idiv", ["%"] = "mod", ["^"] = "pow" }
local mt = {}
local function operand(text) return setmetatable({ text = text }, mt) end
local function text(x) return type(x) == "table" and x.text or tostring(x) end
local priority, operators = {}, {}
for level, list in ipairs(levels) do
    for _, symbol in ipairs(list) do
        operators[#operators + 1], priority[symbol] = symbol, level
        mt["__" .. names[symbol]] = function(a, b) return operand("(" .. text(a) .. symbol .. text(b) .. ")") end
    end
end
mt.__unm = function(a) return operand("(-" .. text(a) .. ")") end
mt.__bnot = function(a) return operand("(~" .. text(a) .. ")") end
mt.__len = function(a) return operand("(#" .. text(a) .. ")") end
local environment = { a = operand "a", b = operand "b", c = operand "c" }
local pairs_checked = 0
local function check(source, expected)
    pairs_checked = pairs_checked + 1
    local got = text(load("return " .. source, "=pair", "t", environment)())
    if got ~= expected then print(source, got, expected) end
end
local right = { [".."] = true, ["^"] = true }
for _, x in ipairs(operators) do
    for _, y in ipairs(operators) do
        local left = priority[x] > priority[y] or priority[x] == priority[y] and not right[x]
        check("a " .. x .. " b " .. y .. " c", left and "((a" .. x .. "b)" .. y .. "c)" or "(a" .. x .. "(b" .. y .. "c))")
    end
    for _, unary in ipairs { "-", "~", "#" } do
        local binds = x ~= "^"
        check(unary .. " a " .. x .. " b", binds and "((" .. unary .. "a)" .. x .. "b)" or "(" .. unary .. "(a^b))")
        check("a " .. x .. " " .. unary .. " b", "(a" .. x .. "(" .. unary .. "b))")
    end
end
print(pairs_checked)                                            --> 247
-- Comparisons stand below all of these, and above and; and above or; not with the other unary operators.
local log = {}
for event, symbol in pairs { lt = "<", le = "<=", eq = "==" } do
    mt["__" .. event] = function(a, b) log[#log + 1] = text(a) .. symbol .. text(b) return true end
end
for _, x in ipairs(operators) do
    for _, comparison in ipairs { "<", "<=", "==" } do
        load("return a " .. x .. " b " .. comparison .. " b " .. x .. " c", "=comparison", "t", environment)()
        local expected = "(a" .. x .. "b)" .. comparison .. "(b" .. x .. "c)"
        if log[#log] ~= expected then print(log[#log], expected) end
    end
end
print(#log)                                                     --> 39
print(1 < 2 == true, 2 > 1 ~= false, "a" < "b" == ("c" < "d"))  --> true true true
print(nil == nil and 1 or 2, false == nil or nil and 3, 1 or 2 and 3, nil and 1 or nil == nil)  --> 1 nil 1 true
print(not 1 == 2, not nil and 4, not false == true, - 2 ^ 2, 2 ^ - 1, not #"x")  --> false 4 true -4.0 0.5 false
print(pcall(function() return not 0 .. "" end))                 --~ false .*attempt to concatenate a boolean value
