"""More themes, on the language itself: literals, precedence, assignment, jumps, loops, upvalues, varargs,
callable objects, collected objects. themes.py has the others, generator.py tells what a theme is."""

from generator import FLOATS, INTEGERS, STRINGS
from themes import theme

BINARY = ["+", "-", "*", "/", "//", "%", "^", "..", "&", "|", "~", "<<", ">>", "<", "<=", ">", ">=", "==", "~=", "and", "or"]
EDGES = ["math.maxinteger", "math.mininteger", "0", "1", "-1", "1 << 53", "-(1 << 53)", "1 << 62", "10", "-10"]


def quoted(text):
    """A Lua string literal for any text."""
    return '"%s"' % "".join(c if " " <= c <= "~" and c not in '"\\' else "".join("\\%03d" % b for b in c.encode()) for c in text)


# ---- Lexical matters ---------------------------------------------------------------------------


def digits(g, alphabet, most):
    return "".join(g.choice(alphabet) for _ in range(1 + g.below(most)))


def numeral(g):
    style = g.below(8)
    decimal, hexadecimal = "0123456789", "0123456789abcdefABCDEF"
    if style < 2:
        return digits(g, decimal, g.pick(3, 10, 19, 20, 25))
    if style == 2:
        return g.pick("0x", "0X") + digits(g, hexadecimal, g.pick(4, 16, 17, 20))
    exponent = g.pick("", "", "e5", "E-3", "e+10", "e308", "e-320", "e400", "e0", "E22", "e-25")
    if style < 6:
        return g.pick(digits(g, decimal, 18) + "." + digits(g, decimal, 18), "." + digits(g, decimal, 20), digits(g, decimal, 17) + ".") + exponent
    exponent = g.pick("", "", "p0", "P-3", "p+10", "p1023", "p-1070", "p-1080", "p70")
    return "0x" + g.pick(digits(g, hexadecimal, 14) + "." + digits(g, hexadecimal, 14), "." + digits(g, hexadecimal, 17), digits(g, hexadecimal, 14)) + exponent


ESCAPES = ["\\n", "\\t", "\\\\", "\\'", '\\"', "\\a\\b\\f\\r\\v", "\\x41", "\\xfF", "\\0", "\\65", "\\065x", "\\255", "\\z  \n\t ", "\\\n", "\\u{48}", "\\u{20AC}",
           "\\u{7FFFFFFF}", "\\u{0}", "\\u{10FFFF}", "abc", "[[", "]]", "--", "\xe4", " ", "x"]
WRONG = ["\\q", "\\x4", "\\xg0", "\\256", "\\u{}", "\\u{80000000}", "\\u{12", "\\u12", "\n", "\\u{g}", "\\"]


def string_literal(g):
    parts = [g.choice(ESCAPES) for _ in range(g.below(6))]
    if g.chance(0.12):
        parts.insert(g.below(len(parts) + 1), g.choice(WRONG))
    if g.chance(0.6):
        quote = g.pick("'", '"')
        return quote + "".join(p for p in parts if p != quote) + (quote if g.chance(0.97) else "")
    level = "=" * g.pick(0, 0, 1, 2, 5)
    inside = g.pick("", "\n", "\r\n", "\n\n", "\r") + "".join(parts) + g.pick("", "]", "]=", "\n", "a\r\nb", "[==[")
    if level == "":
        inside = inside.replace("]]", "] ]").rstrip("]")
    return "[%s[%s]%s]" % (level, inside, level)


BLANKS = [" ", " ", "\n", "\t", " --[[ block ]] ", " -- line\n", " --[==[ ]] \n ]==] ", "\r\n", ";;"]


@theme(2)
def lexical(g):
    """Numerals, strings, comments and blanks of every form, good and bad."""
    for _ in range(g.pick(3, 6, 10)):
        style = g.below(6)
        if style < 2:
            texts = [numeral(g) for _ in range(g.pick(1, 2, 3))]
            if g.chance(0.15):
                texts[-1] += g.pick("x", "e", "_", ".", "..", "p1", "0x", "e+", ".1")
            g.line("P(pcall(load(%s, '=l') or error))" % quoted("return " + ", ".join(texts)))
            g.line("P(load(%s, '=l') == nil, pcall(tonumber, %s), pcall(math.type, tonumber(%s)))" % (quoted("return " + texts[0]), quoted(g.pick("", " ", "-", "+") + texts[-1] + g.pick("", "\t\n")), quoted(texts[0])))
        elif style < 4:
            text = string_literal(g)
            g.line("P(load(%s, '=l'))" % quoted("x = " + text + " +") if g.chance(0.2) else "P(pcall(load(%s, '=l') or error))" % quoted("return " + text))
        elif style == 4:
            words = g.pick(["local", "a", "=", "1", "return", "a"], ["return", "{", "1", ",", "x", "=", "2", ";", "3", "}"], ["do", "end", "return", "(", "function", "(", "...", ")", "return", "...", "end", ")", "(", "4", ")"],
                           ["local", "t", "=", "{", "f", "=", "tostring", "}", "return", "t", ".", "f", "'x'", ",", "t", "[", "'f'", "]", "(", "1", ")"], ["if", "x", "then", "else", "return", "not", "x", "end"])
            g.line("P(load(%s, '=l'))" % quoted("".join(w + g.choice(BLANKS[:-1]) for w in words)))
            g.line("P(pcall(load(%s, '=l')))" % quoted("".join(w + g.choice(BLANKS[:-1]) for w in words)))
            g.line("P(load(%s, '=l'))" % quoted("".join(w + g.choice(BLANKS) for w in words[:g.below(len(words)) + 1]).rstrip(";")))
        else:
            g.line("local function show(...) return select('#', ...), ... end")
            g.line("local o = {a = {b = show}} function o.a:m(...) return self == o.a, ... end function o.a.f(x) return o.a, x end")
            g.line("P(%s)" % g.pick("show'x'", "show{1, 2}", "(show)[[long]]", "o.a.b{}", "o.a:m'x'", "o.a:m{1}", "#o.a:m'x' == 1 or 2" if False else "o.a:m''", "o['a']['b'](1, 2)", "o.a.f'x':m(5)", "o.a.f{}.b'y'", "('x'):rep(3):upper()", "(show(1, 2))", "({show(1, 2)})[2]", "show(show(1), show(2))", "show((show(1)))", "o.a.f(1).f(2).f(3):m(4)"))


# ---- Operators ---------------------------------------------------------------------------------


def operand(g, names):
    unary = "".join(g.pick("-", "not ", "#", "~", "- ") for _ in range(g.pick(0, 0, 0, 1, 1, 2))).replace("--", "- -")
    value = g.pick(g.choice(names), g.choice(names), g.choice(names), str(1 + g.below(9)), g.pick("1.5", "2.0", "'7'", "'x'", "nil", "true", "false", "0x10"))
    if unary.endswith("#") and value[0].isdigit():
        value = g.choice(names)
    return unary + value


def operators(g, names, count):
    parts = [operand(g, names)]
    for _ in range(count):
        parts.append(g.choice(BINARY))
        parts.append(operand(g, names))
    text = " ".join(parts)
    return "(%s) %s %s" % (text, g.choice(BINARY), operand(g, names)) if g.chance(0.2) else text


@theme(3)
def precedence(g):
    """Chains of operators without parentheses, on objects that write down what was done to them."""
    g.line("local N, log = {}, {}")
    g.line("local function D(v) return RAW(v, 's') or S(v) end")
    g.line("local function node(s) return setmetatable({s = s}, N) end")
    for event, sign in zip("add sub mul div idiv mod pow concat band bor bxor shl shr".split(), BINARY):
        g.line("N.__%s = function(a, b) return node('(' .. D(a) .. '%s' .. D(b) .. ')') end" % (event, sign))
    g.line("N.__unm = function(a) return node('-' .. D(a)) end")
    g.line("N.__bnot = function(a) return node('~' .. D(a)) end")
    g.line("N.__len = function(a) return node('#' .. D(a)) end")
    for event, sign in (("lt", "<"), ("le", "<="), ("eq", "==")):
        g.line("N.__%s = function(a, b) log[#log + 1] = D(a) .. '%s' .. D(b) return #log %% 2 == 0 end" % (event, sign))
    if g.chance(0.6):
        g.line("debug.setmetatable(true, N)")
        g.line("debug.setmetatable(nil, N)")
    g.line("local function R(ok, ...)")
    g.line("  P(ok, not ok and (tostring((...)):gsub(\" %(%a+ '[^']*'%)\", '')) or D((...)), table.concat(log, ' '))")
    g.line("  log = {}")
    g.line("end")
    g.line("local a, b = node('a'), node('b')")
    g.line("local i, f, s <const> = 3, 2.5, '12'")
    g.line("local function c(v) log[#log + 1] = 'c' .. D(v) return v end" if g.chance(0.5) else "local function c(v) return v end")
    g.line("local k = %s" % g.pick("node('k')", "7", "'5'", "8.0"))
    names = ["a", "b", "a", "i", "f", "s", "k", "c(a)", "c(i)", "c(2)"]
    for _ in range(g.pick(3, 6, 10)):
        text = operators(g, names, g.pick(2, 3, 4, 6))
        g.line(g.pick("R(pcall(function() return %s end))", "R(pcall(function() local r = %s return r end))", "R(pcall(function() if %s then return 'yes' end return 'no' end))",
                      "R(pcall(function() return {[1] = %s}[1] end))".replace("{", "({").replace("}[", "})["), "R(pcall(function() while not (%s) do return 'not' end return 'else' end))") % text)


# ---- Assignment and control --------------------------------------------------------------------


@theme(2)
def assignments(g):
    """Multiple assignment, adjustment of lists, shadowing, attributes."""
    g.line("local t, i, j = {10, 20, 30, x = 'tx', y = 'ty', z = {1, 2}}, 1, 2")
    g.line("local function many(n) if n > 0 then return n, many(n - 1) end end")
    g.line("local function none() end")
    g.line("local a, b, c, d = 1, 'b', 2.5, nil")
    for _ in range(g.pick(4, 7, 12)):
        g.line(g.pick(
            "i, t[i] = i + 1, %s" % g.literal("n"), "t[i], t[j] = t[j], t[i]", "t.x, t.y = t.y, t.x", "a, b = b, a", "a, b, c = b, c, a", "a, b, c, d = many(%d)" % g.below(6), "a, b, c, d = many(2), many(3)",
            "a, b = (many(3))", "a, b, c = none()", "a, b = none(), 1", "a, b, c = 1, (none()), many(2)", "t.p, t.q = many(2)", "local a, b = b, a", "local a = a", "do local b <const> = a P(b) end",
            "do local c, d = d, c P(c, d) end", "local i, t = 2, t", "t, i = {t[1], t[2], 30, x = i, z = {}}, 1", "i, j = j, i", "t.z[1], t = t.z[2], t", "t[many(2)] = many(3)", "t[i], i = i, t[i]",
            "t = {many(3), many(3)}", "t = {many(3), (many(3)), x = many(2)}", "t = {[1] = 'e', many(2)}" if False else "t = {many(2), n = select('#', none()), none()}", "t = {none(), none()}",
            "t = {none(), x = none(), (none())}", "P((none()), select('#', none()), select('#', (none())))", "P(many(2), many(2))", "a = a == nil and 'nil' or a", "b, a = tostring(a), #tostring(b)", "_ENV.gx, gy = many(2)",
            "P(gx, gy)", "local _ENV = {P = P, gx = 'inner'} P(gx, gy)", "local function a() return a end a = a() P(type(a))", "do local c <const>, d <close> = many(1), nil P(c, d) end", "do local x <close>, y = nil, many(2) P(y) end",
            "t.z = t.z or {}" if g.chance(0.5) else "t.f = function(self, ...) return self == t, ... end", "t.m, t['m2'] = 'm', many(1)", "for i, t in many, 0, nil do P(i, t) break end", "for i = i == 1 and 1 or 2, 3 do P(i) end",
            "function t.g(...) local x, y = ... return y, x, ... end P(t.g(many(3)))", "a, b, c = (function(...) return ... end)(c, b, a)", "t[1], t[2], t[3] = t[3], t[1], t[2]", "i = math.type(i) == 'integer' and i // 1 or 1 j = 2"))
        if g.lines[-1].lstrip().startswith("local _ENV"):
            g.lines[-1] = g.indent + "do " + g.lines[-1].lstrip() + " end"
        if g.chance(0.5):
            g.line("P(a, b, c, d, i, j)")
        g.line("if type(t) ~= 'table' or type(t.z) ~= 'table' then t = {1, 2, 3, z = {}} end")
        g.line("if math.type(i) ~= 'integer' or math.type(j) ~= 'integer' then i, j = 1, 2 end")
        g.line("if i == j then j = i + 1 end")     # the same place twice has no defined order
    g.line("P(t, a, b, c, d, i, j)")


def condition(g, counter="n"):
    return "(%s * %d + %d) %% %d == %d" % (counter, 1 + g.below(7), g.below(9), 2 + g.below(4), g.below(3))


@theme(3)
def jumps(g):
    """goto among labels, out of nested blocks, as continue; closures and variables to close on the way."""
    name, labels = g.name("m"), [g.name("l") for _ in range(g.pick(2, 3, 4))]
    g.open("local function %s(a)" % name)
    g.line("local n, out = 0, {}")
    for label in labels:
        g.line("::%s::" % label)
        g.line("tick()")
        g.line("n = n + 1")
        g.line("out[#out + 1] = '%s'" % label)
        g.line("if n > 14 then goto done end")
        depth = g.pick(1, 1, 2, 3)
        for level in range(depth):
            g.open(g.pick("do", "do", "for q = 1, 3 do", "while true do", "repeat", "for _, q in ipairs({1, 2}) do"))
            x = g.name("x")
            g.line(g.pick("local %s = n" % x, "local %s <close> = setmetatable({}, {__close = function() out[#out + 1] = 'c%d' end})" % (x, level), "local %s <const> = n" % x))
            if "<" not in g.lines[-1]:
                g.line("fs[#fs + 1] = function() %s = %s + 1 return %s, n end" % (x, x, x))
            g.line("n = n + 1")
            if g.chance(0.6):
                g.line("if %s then goto %s end" % (condition(g), g.choice(labels + ["done"])))
            if g.chance(0.2):
                g.line("if %s then return out, n end" % condition(g))
        for level in range(depth):
            opened = [line for line in g.lines if line.startswith(g.indent[2:]) and line[len(g.indent) - 2] != " "][-1].strip()
            if opened.startswith("while"):
                g.line("if true then break end" if g.chance(0.8) else "if n > 9 then break end")
                if "n > 9" in g.lines[-1]:
                    g.line("n = n + 1")
            elif opened.startswith("for") and g.chance(0.4):
                g.line("if %s then break end" % condition(g))
            g.close("until true" if opened.startswith("repeat") else "end")
        if g.chance(0.3):
            g.line("if %s then goto %s end" % (condition(g), g.choice(labels)))
    g.line("::done::")
    g.line("out[#out + 1] = 'done'")
    g.line("return out, n, #fs")
    g.close()
    g.line("P(pcall(%s))" % name)
    outer, inner = g.name("outer"), g.name("inner")
    g.line("local out = {}")
    g.open("for i = 1, %d do" % g.pick(2, 3, 4))
    g.open(g.pick("for j = 1, 4 do", "for j = 4, 1, -1 do", "for j, w in ipairs({5, 6, 7}) do"))
    g.line("tick()")
    g.line("local v = i * 10 + j")
    g.line("if %s then goto %s end" % (condition(g, "v"), inner))
    if g.chance(0.7):
        g.line("if %s then goto %s end" % (condition(g, "v"), outer))
    if g.chance(0.3):
        g.line("if %s then break end" % condition(g, "v"))
    g.line("fs[#fs + 1] = function(k) v = v + (k or 0) return v, i, j end" if g.chance(0.5) else "out[#out + 1] = v")
    g.line("out[#out + 1] = -v")
    g.line("::%s::" % inner)
    g.close()
    g.line("::%s::" % outer)
    g.close()
    g.line("P(out)")
    g.line("for i = 1, math.min(#fs, 8) do P(pcall(fs[i], i)) end")


def edge(g):
    base = g.choice(EDGES)
    base = "(%s)" % base if "<<" in base else base
    away = g.pick(0, 0, 1, 2, 3)
    if base == "math.maxinteger":
        return "%s - %d" % (base, away + 1) if away else base
    if base == "math.mininteger":
        return "%s + %d" % (base, away) if away else base
    return g.pick(base, base, base + " + %d" % away, base + " + %d.0" % away, base + " + 0.5", "1 / 0", "-1 / 0", "-0.0")


@theme(2)
def numeric_loops(g):
    """Numeric loops at the edges of integers and floats, with constants and with variables."""
    g.open("local function run(a, b, c)")
    g.line("local out = {}")
    g.open("for i = a, b, c do")
    g.line("tick()")
    g.line("out[#out + 1] = i")
    g.line(g.pick("if #out > 5 then break end", "if #out > 5 then return out, 'early' end", "if #out > 5 then break end i = nil"))
    g.close()
    g.line("return out, #out")
    g.close()
    steps = ["1", "-1", "2", "-3", "7", "math.maxinteger", "math.mininteger", "1 << 62", "-(1 << 62)", "math.mininteger + 1", "0.5", "-0.25", "1.0", "2^62", "-2^63", "1e-300", "0", "0.0", "'1'", "nil", "1 / 0", "-1 / 0"]
    for _ in range(g.pick(3, 6, 10)):
        a, b, c = edge(g), edge(g), g.choice(steps)
        g.line("P(pcall(run, %s, %s, %s))" % (a, b, c))
        if g.chance(0.5):
            g.open("P(pcall(function()")
            g.line("local out = {}")
            g.open("for i = %s, %s%s do" % (a, b, ", " + c if g.chance(0.7) and c != "nil" else ""))
            g.line("tick()")
            g.line("out[#out + 1] = i")
            g.line("if #out > 5 then break end")
            g.close()
            g.line("return out, #out")
            g.close("end))")
    g.line("P(pcall(run, %s, %s, %s))" % (g.pick("'1'", "nil", "{}", "1"), g.pick("'3'", "nil", "{}", "2"), g.pick("{}", "nil", "'1'", "0")))


# ---- Functions ---------------------------------------------------------------------------------


@theme(2)
def sharing(g):
    """Variables that closures of several levels share, fresh ones in each turn of a loop."""
    g.line("local list, shared = {}, 0")
    g.open("local function level1(a)")
    g.line("local b = a")
    g.open("local function level2(c)")
    g.line("local d = c + b")
    g.open("local function level3(e)")
    g.line(g.pick("a = a + 1", "b = b + e", "d = d + a", "shared = shared + 1", "c, d = d, c"))
    g.line(g.pick("a = a + 1", "b = b + e", "d = d + a", "shared = shared + 1", "a, b = b, a"))
    g.line("return a, b, c, d, e, shared")
    g.close()
    g.line("return level3, function() %s return d end" % g.pick("d = d * 2", "b = b + 1", "c = c + 100", ""))
    g.close()
    g.line("return level2, function(v) %s return a end" % g.pick("a = v", "b = v", "a, b = v, a"))
    g.close()
    head = g.pick("for i = 1, 3 do", "for _, i in ipairs({4, 5, 6}) do", "while #list < 6 do", "repeat", "for i = 1.0, 2.0 do")
    g.open(head)
    g.line("tick()")
    if "i" not in head.split():
        g.line("local i = #list + 1" if "_" not in head else "local k = i")
    g.line("local f2, set = level1(i)")
    g.line("local f3, twice = f2(i * 10)")
    g.line("list[#list + 1] = f3")
    g.line("list[#list + 1] = %s" % g.pick("twice", "set", "function(...) i = i + 1 return i, f3(...) end", "function() shared = shared + i return shared end"))
    if g.chance(0.3):
        g.line("if i == 2 then break end")
    g.close("until #list >= 4" if head == "repeat" else "end")
    g.line("local calls = 0")
    g.open("for k = 1, #list do")
    g.line("P(k, pcall(list[k], k))")
    g.line("P(k, pcall(list[#list + 1 - k], 100 + k))")
    g.close()
    if g.chance(0.6):
        g.line("P(debug.upvalueid(list[1], 1) == debug.upvalueid(list[2], 1), pcall(debug.upvaluejoin, list[1], 1, list[#list], 1))")
        g.line("P(pcall(list[1], 5))")
        g.line("P(pcall(list[#list], 6))")
    if g.chance(0.5):
        g.line("local co = coroutine.wrap(function() local v = 0 list[1] = function() v = v + 1 return v end while true do coroutine.yield(v) v = v * 2 end end)")
        g.line("P(co(), list[1](), co(), list[1](), co())")


VALUES = ["nil", "1", "'s'", "nil", "2.5", "true", "false", "{}"]


@theme(2)
def varargs(g):
    """Lists of arguments and results of all lengths, with nils, through everything that passes them on."""
    g.line("local function count(...) return select('#', ...), ... end")
    g.line("local function middle(a, ...) local b, c = ... return c, b, a, ... end")
    g.line("local function back(...) if select('#', ...) > 1 then return (select(-1, ...)), ... end return ... end")
    g.line("local function rest(a, ...) tick() if select('#', ...) == 0 then return a end return rest(...) end")
    g.line("local function through(...) return coroutine.wrap(function(...) return coroutine.yield(...) end)(...) end")
    g.line("local function packed(...) local p = table.pack(...) return table.unpack(p, 1, p.n) end")
    g.line("local function inner(...) local t = {...} return (function(...) return select('#', ...), t[1], t[2] end)(...) end")
    g.line("local function tail(n, ...) if n <= 0 then return ... end return tail(n - 1, n, ...) end")
    g.line("local object = setmetatable({}, {__call = function(self, ...) return select('#', ...), ... end, __index = function(_, k) return function(...) return k, select('#', ...) end end})")
    for _ in range(g.pick(4, 8, 12)):
        values = ", ".join(g.choice(VALUES) for _ in range(g.below(7)))
        first = values or "nil"
        g.line("P(pcall(function(...) return %s end%s))" % (g.pick(
            "count(...)", "count(..., 'end')", "count((...))", "count('first', ...)", "middle(...)", "back(...)", "rest(...)", "through(...)", "packed(...)", "inner(...)", "tail(%d, ...)" % g.below(9), "object(...)", "object.name(...)", "object:name(...)",
            "select(%s, ...)" % g.pick("1", "2", "-1", "-2", "'#'", "0", "-9", "9", "2.0", "'2'"), "pcall(count, ...)", "xpcall(count, print, ...)", "pcall(pcall, pcall, count, ...)", "#{...} >= 0", "{...}", "{..., ...}", "{count(...)}", "string.format('%s %s', ...)",
            "math.max(...)", "coroutine.resume(coroutine.create(count), ...)", "load('return ...')(...)", "load('return select(\"#\", ...)')(...)", "table.pack(count(...)).n", "assert(...)", "tostring(...)", "rawequal(...)", "next({}, ...)", "type(...)", "... == nil",
            "(...) and 1", "... .. 'x'", "not ...", "setmetatable({...}, nil)", "table.concat({...}, ',', 1, 1)", "(function(a, b, ...) return ..., a, b end)(...)", "(function(...) local a <const>, b = ... return function() return a, b end end)(...)()", "error(...)"),
            ", " + values if values else ""))
        if g.chance(0.2):
            g.line("P(pcall(%s, %s))" % (g.pick("count", "middle", "rest", "through", "packed", "tail"), first))


@theme(1)
def callables(g):
    """__call of __call, of every type of value, from every place that calls."""
    g.line("local function base(...) return 'base', select('#', ...), (select(-1, ...)) end")
    g.line("local one = setmetatable({}, {__call = %s})" % g.pick("base", "base", "print and base", "coroutine.wrap(function(...) while true do coroutine.yield(select('#', ...)) end end)"))
    g.line("local two = setmetatable({}, {__call = one})")
    g.line("local three = setmetatable({}, {__call = two, __index = %s, __newindex = %s, __add = %s, __lt = %s, __len = %s, __concat = %s, __eq = one})" % tuple(g.pick("one", "two", "base", "nil") for _ in range(6)))
    g.line("local bad = setmetatable({}, {__call = %s})" % g.pick("5", "'x'", "{}", "setmetatable({}, {__call = {}})"))
    g.line("debug.setmetatable(1, {__call = function(n, ...) return n, select('#', ...) end})")
    for _ in range(g.pick(3, 5, 8)):
        o = g.pick("one", "two", "three", "three", "bad", "(5)", "(2.5)")
        g.line("P(pcall(function() %s end))" % g.pick(
            "return %s(1, 2)" % o, "return (%s(1))" % o, "local a, b = %s() return b, a" % o, "return pcall(%s, 1)" % o, "return three.x, three[1]", "three.x = 1 return rawget(three, 'x')", "return three + 1, 1 + three", "return three < two, three > 1" if False else "return three < three",
            "return #three", "return three .. 'x', 'x' .. three", "return three == setmetatable({}, getmetatable(three))", "for i = 1, 2 do local r = %s(i) P(r) end" % o, "for k in %s do P(k) break end" % o, "return table.sort({3, 1}, %s)" % g.pick("bad", "5", "nil"),
            "return string.gsub('ab', '%%a', %s)" % g.pick("{a = 1}", "base", "'x'"), "return coroutine.wrap(%s)" % o if o in ("bad",) else "return select('#', %s())" % o, "return xpcall(error, %s, 'e')" % o, "return coroutine.wrap(function(...) return %s(...) end)(1, 2)" % o,
            "return load(function() return nil end) ~= nil, pcall(load, %s)" % g.pick("bad", "one") if o == "bad" else "return {%s(1)}" % o, "local t <close> = setmetatable({}, {__close = %s}) return 1" % g.pick("base", "one", "two"), "return tostring(setmetatable({}, {__tostring = %s}))" % g.pick("base", "one", "two"),
            "return next, pairs(setmetatable({}, {__pairs = %s}))" % g.pick("base", "two")))


# ---- Collected objects -------------------------------------------------------------------------


@theme(2)
def collected(g):
    """Weak tables and finalizers, looked at after full collections only."""
    g.line("collectgarbage('stop')")
    if g.chance(0.5):
        g.line("collectgarbage('%s')" % g.pick("generational", "incremental"))
        g.line("collectgarbage('stop')")
    g.line("local log, kept, weak = {}, {}, setmetatable({}, {__mode = '%s'})" % g.pick("k", "v", "kv"))
    g.line("local function sorted() table.sort(log) return log end")     # a stress build collects nevertheless
    g.line("local other = setmetatable({}, {__mode = '%s'})" % g.pick("k", "v", ""))
    g.open("local function fill(n)")
    g.open("for i = 1, n do")
    g.line("tick()")
    for _ in range(g.pick(1, 2, 3)):
        g.line(g.pick("weak[i] = {i}", "weak[{i}] = i", "local k = {i} weak[k] = k", "weak[i] = 's' .. i", "local k = {i} weak[k] = {k}", "local k = {} kept[i] = k weak[k] = {k}", "local k = {} kept[#kept + 1] = k weak[i] = k", "other[i] = weak", "local k = {} other[k] = {k} weak[i] = k",
                      "weak['k' .. i] = function() return i end", "weak[function() end] = {}", "weak[i + 0.5] = coroutine.create(function() end)", "kept[i] = setmetatable({}, {__gc = function() end})", "weak[i] = kept[i]"))
    g.close()
    g.close()
    g.open("local function finalized(n)")
    g.open("for i = 1, n do")
    g.line("setmetatable({i}, {__gc = %s})" % g.pick("function(o) log[#log + 1] = o[1] end", "function(o) log[#log + 1] = o[1] kept[#kept + 1] = o end", "function(o) log[#log + 1] = -o[1] error('in gc') end",
                                                      "function(o) log[#log + 1] = o[1] if o[1] == 2 then o[1] = 3 setmetatable(o, getmetatable(o)) end end", "function(o) log[#log + 1] = o[1] o[1] = o[1] + 10 kept.last = o end"))
    g.close()
    g.close()
    g.open("local function show(what)")
    g.line("local numbers, strings, others = 0, 0, 0")
    g.line("for k, v in pairs(what) do if type(k) == 'number' then numbers = numbers + 1 elseif type(k) == 'string' then strings = strings + 1 else others = others + 1 end end")
    g.line("P(numbers, strings, others)")
    g.close()
    for _ in range(g.pick(2, 3, 5)):
        g.line(g.pick("fill(%d)" % g.pick(1, 3, 8), "fill(%d)" % g.pick(2, 5), "finalized(%d)" % g.pick(1, 3, 5, 12), "kept = {}", "kept[#kept] = nil", "log = {}", "for k in pairs(weak) do weak[k] = nil end", "setmetatable(weak, {__mode = '%s'})" % g.pick("k", "v", "kv")))
        g.line("collectgarbage()")
        g.line("collectgarbage()")
        g.line("P(sorted(), #kept)")
        g.line("show(weak)")
        g.line("show(other)")
    g.line("kept = nil")
    g.line("collectgarbage()")
    g.line("collectgarbage()")
    g.line("P(sorted())")
    g.line("show(weak)")
    g.line("collectgarbage('restart')")
    g.line("collectgarbage('%s')" % g.pick("incremental", "generational"))
