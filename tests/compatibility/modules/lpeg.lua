-- LPeg: a calculator's grammar, a JSON reader, captures of all kinds; the C code keeps much on the
-- Lua stack and calls back from the middle of a match.
local lpeg = need("lpeg", "lua-lpeg")
local P, R, S, V, C, Ct, Cf, Cg, Cc, Cs, Cmt, Cb = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Ct,
    lpeg.Cf, lpeg.Cg, lpeg.Cc, lpeg.Cs, lpeg.Cmt, lpeg.Cb

local space = S(" \n\t") ^ 0
local number = C(P("-") ^ -1 * R("09") ^ 1) / tonumber * space
local function token(t) return P(t) * space end
local function fold(a, op, b)
    if op == "+" then return a + b elseif op == "-" then return a - b
    elseif op == "*" then return a * b else return a // b end
end
local calculator = P {
    "sum",
    sum = Cf(V "product" * Cg(C(S "+-") * space * V "product") ^ 0, fold),
    product = Cf(V "atom" * Cg(C(S "*/") * space * V "atom") ^ 0, fold),
    atom = number + token "(" * V "sum" * token ")",
} * -1
expect(calculator:match("1 + 2 * (3 - 4) - 10 / 3"), 1 + 2 * (3 - 4) - 10 // 3)
expect(calculator:match("2 * (3"), nil)
expect(calculator:match(("1+"):rep(5000) .. "1"), 5001, "a long sum")
expect((pcall(calculator.match, calculator, ("("):rep(150))), false, "too many rules entered")
lpeg.setmaxstack(1000)
local nested = P { "(" * V(1) * ")" + C(R "09") }
expect(nested:match(("("):rep(900) .. "7" .. (")"):rep(900)), "7", "nesting")

-- Substitution, and a match-time function that raises an error through the matcher.
expect(Cs((P "cat" / "dog" + 1) ^ 0):match("a cat and a cat"), "a dog and a dog")
local failing = Cmt(P "x", function() error({ code = 7 }) end)
local ok, problem = pcall(failing.match, failing, "x")
expect(ok, false)
expect(problem.code, 7)

-- Named groups and back captures: long strings.
local open = "[" * Cg(P "=" ^ 0, "init") * "["
local close = "]" * C(P "=" ^ 0) * "]"
local same = Cmt(close * Cb "init", function(_, _, a, b) return a == b end)
local long = open * C((P(1) - same) ^ 0) * close / 1
expect(long:match("[==[ ]] ]=] ]==]"), " ]] ]=] ")

-- A list of words, many captures at once.
local words = Ct((C(R "az" ^ 1) + 1) ^ 0)
local text = {}
for i = 1, 3000 do text[i] = ("word"):rep(i % 3 + 1) end
local found = words:match(table.concat(text, " "))
expect(#found, 3000)
expect(found[2999], text[2999])

-- Patterns as objects: types, printing, collection.
expect(lpeg.type(words), "pattern")
expect(lpeg.type({}), nil)
expect(#tostring(lpeg.version or "x") > 0, true)
for i = 1, 200 do
    local p = P(tostring(i)) * -1
    expect(p:match(tostring(i)), #tostring(i) + 1)
end
collectgarbage()

local re = need("re", "lua-lpeg")
expect(re.find("hello 42 world", "[0-9]+"), 7)
expect(re.gsub("hello world", "[aeiou]", "*"), "h*ll* w*rld")
local csv = re.compile([[ line <- {| field (',' field)* |} !.
    field <- '"' {~ ([^"] / '""' -> '"')* ~} '"' / {[^,"]*} ]])
expect(csv:match('1,"two, ""2""",,4'), { "1", 'two, "2"', "", "4" })
print("ok")
