-- Nesting in source ends in a compiled chunk or an error, at every depth.
local function try(open, middle, close, n)
    local f, e = load(open:rep(n) .. middle .. close:rep(n))
    return f ~= nil or type(e) == "string"
end
local forms = {
    { "x = (", "1", ")" }, { "x = {", "", "}" }, { "x = - ", "1", "" }, { "x = not ", "1", "" },
    { "do ", "", " end" }, { "if a then ", "", " end" }, { "while a do ", "", " end" }, { "repeat ", "", " until a" },
    { "for i = 1, 2 do ", "", " end" }, { "function f() ", "", " end" }, { "local function f() ", "", " end" },
    { "x = function() return ", "1", " end" }, { "f(", "", ")" }, { "a[", "1", "]" }, { "x = 1 + (", "1", ")" },
    { "x = a .. ", "b", "" }, { "x = 2 ^ ", "2", "" }, { "::a:: do ", "", " end" }, { "x = {a = ", "1", "}" },
    { "if a then else ", "", " end" }, { "f{", "", "}" }, { "f '", "", "' " },
}
local bad = 0
for _, f in ipairs(forms) do
    for _, n in ipairs { 10, 40, 100, 190, 200, 250, 1000, 20000 } do
        local open = f[1]:match("^(x = )") and f[1]:sub(5) or f[1]
        local prefix = f[1]:match("^(x = )") or ""
        local g, e = load(prefix .. open:rep(n) .. f[2] .. f[3]:rep(n))
        if not (g or type(e) == "string") then bad = bad + 1 end
        if n == 40 and not g and not f[1]:find("^f '") and not f[1]:find("^::a") and not f[1]:find("^a%[") and not f[1]:find("^f") then print(f[1], e) end
    end
end
print(bad, try("(", "f", ")()", 100))                     --> 0 true
--@ heavy
