"""Sections of generated programs: each theme leans on one part of the language. See generator.py."""

from generator import ARITHMETIC, BITWISE, COMPARE, FIELDS, FLOATS, INTEGERS, STRINGS

THEMES = []


def theme(weight):
    def register(function):
        THEMES.extend([function] * weight)
        return function
    return register


@theme(4)
def functions(g):
    """Random functions, run often enough to warm their caches, then with other types."""
    made = [g.st_local_function() for _ in range(g.pick(1, 2, 3))]
    for f in made:
        warm = g.arguments(f)
        g.open("for run = 1, %d do" % g.pick(2, 3, 5))
        g.line("P(%s)" % ", ".join(["'%s'" % f.name, "pcall(%s%s)" % (f.name, ", " + warm if warm else "")]))
        g.close()
        for _ in range(g.pick(1, 2)):
            kinds = [g.pick(kind, kind, "n", "s", "t" if kind == "t" else "a", "f" if kind != "q" else "i") for kind in f.parameters]
            kinds = ["i" if kind in "tq" and declared not in (kind, "a") else kind
                     for kind, declared in zip(kinds, f.parameters)]
            extra = g.pick("", "", ", 1, 'more'") if kinds else ""
            g.line("P(pcall(%s%s%s))" % (f.name, "".join(", " + g.expr(kind, 2) for kind in kinds), extra))
        g.line("P(pcall(%s))" % f.name)
        if g.chance(0.3):
            g.line("P(pcall(coroutine.wrap(%s)%s))" % (f.name, ", " + warm if warm else ""))
        if g.chance(0.15):
            g.line("P(xpcall(%s, debug.traceback%s))" % (f.name, ", " + warm if warm else ""))
    if g.chance(0.5):
        g.line("for i = 1, math.min(#fs, 6) do P(pcall(fs[i], i)) end")


EVENTS = {
    "__index": ["function(t, k) return k end", "function(t, k) return rawget(B, k) end", "B", "function(t, k) if k == 'x' then return 1 end end",
                "function(t, k) error('no ' .. tostring(k)) end", "function(t, k) return coroutine.isyieldable() end", "5", "'abc'"],
    "__newindex": ["function(t, k, v) rawset(t, k, v) end", "function(t, k, v) P('set', k, v) end", "B", "store",
                   "function(t, k, v) error('locked', 2) end", "true"],
    "__call": ["function(self, ...) return select('#', ...), ... end", "function(self, a) return self.x, a end", "print", "B"],
    "__len": ["function(t) return 42 end", "function(t) return 'len' end", "function(t) return t.n end", "function() return 2.0 end"],
    "__eq": ["function(a, b) return a.x == b.x end", "function(a, b) return 1 end", "function(a, b) return nil end"],
    "__lt": ["function(a, b) return tostring(type(a)) < tostring(type(b)) end", "function(a, b) return 1 end", "function() return nil end"],
    "__le": ["function(a, b) return rawequal(a, b) end", "function(a, b) error({}) end"],
    "__concat": ["function(a, b) return type(a) .. type(b) end", "function(a, b) return {} end"],
    "__unm": ["function(a, b) return rawequal(a, b) end", "function(a) return -a.x end"],
    "__bnot": ["function(a, b) return 'bnot' end"],
    "__tostring": ["function(t) return 'obj' end", "function(t) return 12 end", "function(t) return 'N' .. tostring(rawget(t, 'x')) end"],
    "__name": ["'Named'", "12"],
    "__metatable": ["'locked'", "false"],
    "__pairs": ["function(t) return next, {7}, nil end", "function(t) return function(_, k) if not k then return 'p', 2 end end, t, nil end"],
    "__close": ["function(o, e) P('closing', e) end", "function(o, e) error('bad close', 0) end"],
    "__idiv": ["function(a, b) return 'idiv' end"],
}
for event in "add sub mul div mod pow band bor bxor shl shr".split():
    EVENTS["__" + event] = ["function(a, b) return type(a), type(b) end", "function(a, b) return '%s' end" % event,
                            "function(a, b) return (type(a) == 'table' and rawget(a, 'x') or 0) end", "B", "function(...) return ... end"]
EVENT_NAMES = sorted(EVENTS)

READS = ["return o.x", "return o.y", "return o.%(f)s", "return o.x + o.y", "return o:m1(k)", "return o:m2(k)", "return o[k]", "return o.m1",
         "o.x = k return o.x", "o.%(f)s = k return o.%(f)s", "o[k] = k return o[k]", "local m = debug.getmetatable(o) return m and m.__len and #o", "return -o", "return ~o", "return o .. k",
         "return k .. o", "return 'p' .. o .. 's'", "return o == p", "return o ~= p", "return o < p", "return o <= p", "return o > k", "return k >= o",
         "return o %(op)s k", "return k %(op)s o", "return o %(op)s p", "return o %(op)s 2", "return 3 %(op)s o", "return o %(op)s 1.5", "return o()",
         "return o(k, 1)", "return (o(k))", "return tostring(o)", "return o.x.y", "o.x.y = 1", "local a <close> = o return 1", "return o.m1 ~= nil, o.zz",
         "o.n = (o.n or 0) + 1 return o.n", "for i = 1, 3 do o.x = i end return o.x", "local s = 0 for i = 1, 3 do s = s + (tonumber(o.y) or i) end return s",
         "return rawget(o, 'x'), rawlen(o), rawequal(o, p)", "return getmetatable(o) == nil", "return o.x, p.x, o.x", "o.x, o.y = o.y, o.x return o.x, o.y",
         "return {x = o.x, y = p.y}", "local n = 0 for key in pairs(o) do n = n + 1 end return n", "o.%(f)s = nil return o.%(f)s", "return o[1], o[2], o[k]",
         "o[1] = k return o[1]", "return next(o) == nil", "return o.name.x", "return o.x()", "return o.zz(1)", "return o:zz(1)", "return o and o.x or p.x",
         "if o == p then return 'eq' end return 'ne'", "if o < p then return 'lt' end return 'ge'", "if not (o <= k) then return 'gt' end return 'le'",
         "return string.format('%%s', o)", "return select('#', o.x, o.y)", "return #o.name", "return o.x // 1, o.y %% 3", "return ipairs(o)(o, 0)",
         "return table.unpack(o, 1, 2)", "return table.concat(o, ',', 1, 1)", "up = o return up.x", "return up.x", "up.y = k return up.y",
         "return glob.x", "glob.x = k return glob.x", "return load('return ...', 'c')(o.x)", "local a, b = o.x, o.y return a, b"]


@theme(6)
def objects(g):
    """Accesses that have cached shapes and metatables, while these change under them."""
    g.line("local store, B, C, D, up = {}, {x = 'Bx', m1 = function(s, k) return 'B.m1', k end}, {}, {}")
    g.line("B.__index, C.__index, D.__index = B, %s, %s" % (g.pick("C", "B", "C"), g.pick("D", "C", "C", "function(t, k) return C[k] end")))
    g.line("setmetatable(C, B)")
    if g.chance(0.7):
        g.line("setmetatable(D, C)")
    g.line("function C:m1(k) return 'C.m1', rawget(self, 'x'), k end")
    if g.chance(0.6):
        g.line("function D:m2(k) return self:m1(k) end")
    events = [g.choice(EVENT_NAMES) for _ in range(g.pick(1, 2, 4, 6))]
    for event in events:
        if event in ("__lt", "__le"):        # releases differ in __le made of __lt: both or none
            cls = g.pick("C", "D")
            g.line("%s.__lt, %s.__le = %s, %s" % (cls, cls, g.choice(EVENTS["__lt"]), g.choice(EVENTS["__le"])))
            continue
        g.line("%s.%s = %s" % (g.pick("C", "C", "D", "B") if event not in ("__index",) else g.pick("C", "D"), event, event_value(g, event)))
    g.line("local function new(x, y) return setmetatable({x = x, y = y}, %s) end" % g.pick("C", "D", "C", "B"))
    g.line("local objects = {}")
    count = g.pick(3, 4, 5)
    for i in range(1, count + 1):
        g.line("objects[%d] = %s" % (i, g.pick(
            "new(%d, 2)" % i, "new(1.5, 'a')", "{x = %s, y = 2}" % g.literal("n").replace("0 / 0", "0"), "setmetatable({y = 3, x = 4, z = 5}, D)", "new('10', {})",
            "{}", "setmetatable({}, C)", "{x = {y = 1}, name = 'n'}", "setmetatable({1, 2, n = 2}, D)", "{name = {x = 7}}", "new(new(1, 2), 3)") if g.chance(0.9) else g.literal("a")))
    g.line("up, glob = objects[1], objects[2]")
    readers = []
    for _ in range(g.pick(2, 3, 4)):
        name = g.name("r")
        readers.append(name)
        text = g.choice(READS) % {"f": g.choice(FIELDS + ["m1"]), "op": g.choice(ARITHMETIC + BITWISE + ["^", "//", "%"])}
        if g.chance(0.3):
            g.line("local function %s(o, k, p) %s end" % (name, text))
        else:
            g.open("local function %s(o, k, p)" % name)
            for _ in range(g.pick(0, 1, 1)):
                access = g.pick("local a = o.x", "local a = o.%s" % g.choice(FIELDS), "P(o.x)", "if o.y then P('y') end", "local a = o['x']",
                                "local a = rawget(o, k)", "up = p", "glob = o", "tick()")
                g.line(access)
            g.line(text)
            g.close()
    keys = [g.pick("'x'", "'y'", "1", "2", "'m1'", "'new'", "3.0", "2^53", "'zz'", "-1", "'10'", "1.5") for _ in range(3)]
    rounds = g.pick(3, 4, 6)
    g.open("for round = 1, %d do" % rounds)
    g.open("for i = 1, %d do" % count)
    g.line("local k = ({%s})[round %% 3 + 1]" % ", ".join(keys))
    for name in readers:
        if g.chance(0.5):
            g.line("P(round, i, '%s', pcall(%s, objects[i], k, objects[%d]))" % (name, name, g.below(count) + 1))
        else:
            g.open("for _ = 1, %d do" % g.pick(2, 3))
            g.line("P('%s', pcall(%s, objects[i], %s, objects[i]))" % (name, name, g.choice(keys)))
            g.close()
    g.close()
    for i in range(1, rounds):
        if g.chance(0.8):
            g.open("if round == %d then" % i)
            for _ in range(g.pick(1, 1, 2, 3)):
                mutation(g, count)
            g.close()
    g.close()
    g.line("P(store, %s)" % g.pick("objects", "B", "C"))


def event_value(g, event):
    value = g.choice(EVENTS[event])
    if g.chance(0.08):
        return g.pick("nil", "false", "print", "{}")
    return value


def mutation(g, count):
    o = "objects[%d]" % (g.below(count) + 1)
    cls = g.pick("C", "C", "D", "B")
    lower = {"C": "B", "D": "C", "B": "store"}[cls]
    event = g.choice(EVENT_NAMES)
    if event in ("__lt", "__le") or cls == "B" and event == "__index":
        event = "__len"
    g.line("pcall(function() %s end)" % g.pick(
        "setmetatable(%s, nil)" % o, "setmetatable(%s, %s)" % (o, cls), "debug.setmetatable(%s, D)" % o if o else "", "%s.x = %s" % (o, g.literal("a")),
        "%s.x = nil" % o, "rawset(%s, 'x', 'raw')" % o, "rawset(%s, 'y', nil)" % o, "%s.x = 'class'" % cls, "%s.m1 = function() return 'new m1' end" % cls,
        "%s.m1 = nil" % cls, "rawset(%s, 'm1', nil)" % cls, "rawset(%s, 'zz', function(...) return 'zz', ... end)" % cls,
        "rawset(%s, '%s', %s)" % (cls, event, event_value(g, event)), "rawset(%s, '%s', nil)" % (cls, event),
        "%s.%s = %s" % (cls, event, event_value(g, event)),
        "for i = 1, 40 do rawset(%s, 'key' .. i, i) end" % g.pick(o, cls), "for i = 1, 150 do rawset(%s, 'key' .. i, i) end" % g.pick(o, cls),
        "for i = 1, 150 do rawset(%s, 'key' .. i, nil) end" % g.pick(o, cls),
        "rawset(%s, 'x', nil) rawset(%s, 'x', 'again')" % (o, o), "for i = 1, 20 do rawset(%s, i, i) end" % o,
        "setmetatable(%s, nil) rawset(%s, '__index', %s)" % (cls, cls, lower), "setmetatable(%s, %s)" % (cls, lower), "setmetatable(%s, nil)" % cls,
        "%s = new('fresh', 'f')" % o, "%s = {y = 1, x = 'fresh'}" % o, "%s = %s" % (o, g.literal("a")), "collectgarbage()", "rawset(%s, '__index', nil)" % cls,
        "%s.__index = function(t, k) return 'fn ' .. tostring(k) end" % ("C" if cls == "B" else cls), "%s.__index = %s" % (cls, lower),
        "debug.setmetatable(0, {__index = {x = 'num', m1 = function(n) return n end}})", "debug.setmetatable(nil, {__index = function() return 'nil' end})",
        "debug.setmetatable(0, nil) debug.setmetatable(nil, nil)", "debug.getmetatable('').__index = %s" % g.pick("string", "{x = 's'}", "function(s, k) return k end"),
        "debug.getmetatable('').__add = function(a, b) return 'sadd' end", "up = %s" % o, "glob = %s" % o, "rawset(%s, 'x', setmetatable({}, %s))" % (o, cls),
        "rawset(%s, %s, 1)" % (o, g.pick("1", "2^53", "-1", "1.5", "true", "print")), "next(%s)" % o,
        "for k in pairs(%s) do %s[k] = nil end" % (o, o), "table.sort(objects, function() return false end)" if count < 1 else "collectgarbage('step')"))


@theme(4)
def tables(g):
    """One table grows and shrinks: array part, slots, dictionary; its content is shown now and then."""
    g.line("local t, m = %s, {}" % g.pick("{}", "{1, 2, 3}", "{x = 1, y = 2}", "{1, 2, nil, 4}", "{[1] = 1, [2] = 2}", "table.pack(1, nil, 3)", "{n = 0, 1}", "setmetatable({}, {__index = function(_, k) return k end})"))
    readers = []
    for _ in range(2):
        name = g.name("r")
        readers.append(name)
        g.line("local function %s(t, k, v) %s end" % (name, g.pick(
            "return t[k]", "t[k] = v return t[k]", "return t.x", "t.x = v return t.x", "return t[1]", "t[1] = v return t[1]", "return rawget(t, k)", "t.y = v t.z = v return t.y",
            "local a, b = t[k], t.x return a, b", "t[k] = nil return t[k]", "t.k3 = v return t.k3", "return t[k], t[tostring(k)]", "t['k' .. k] = v return 1")))
    for _ in range(g.pick(4, 6, 9)):
        a, b = g.pick(1, 1, 2, 5, 10, 0, -2), g.pick(3, 8, 17, 33, 60)
        low = max(a, 1)
        g.line(g.pick(
            "for i = %d, %d do t[i] = i end" % (a, b), "for i = %d, %d, -1 do t[i] = i end" % (b, a), "for i = %d, %d do t[i] = nil end" % (a, b),
            "for i = %d, %d, -1 do t[i] = nil end" % (b, a), "for i = 1, %d do t['k' .. i] = i end" % b, "for i = 1, %d do t['k' .. i] = nil end" % b,
            "for i = %d, %d, 2 do t[i] = 'odd' end" % (a, b), "for i = %d, %d, 3 do t[i] = nil end" % (a, b), "for i = 1, %d do t[i + 0.0] = i * 2 end" % b,
            "for i = 1, %d do t[i + 0.5] = i end" % b, "for i = 1, %d do t[2^i] = i end" % b, "for i = 1, %d do t[1 << i] = i end" % min(b, 60),
            "for k in pairs(t) do t[k] = nil end", "for k, v in pairs(t) do if v ~= %s then t[k] = nil end end" % g.pick("1", "'odd'", "3"),
            "for k, v in next, t do t[k] = tostring(k) .. '!' end", "for k in pairs(t) do if INT(k) then t[k] = nil end end",
            "for k in pairs(t) do if type(k) == 'string' then t[k] = nil end end", "for k in pairs(t) do if INT(k) and k %% %d == 0 then t[k] = nil collectgarbage('step') end end" % low,
            "t.x, t.y, t.z = 1, 2, 3", "t.x = nil t.x = 'again'", "t.y = nil collectgarbage() t.y = 5", "t[%s] = %s" % (g.literal("i"), g.literal("i")),
            "t[%s] = true" % g.literal("n").replace("0 / 0", "0.25"), "P(pcall(function() t[0 / 0] = 1 end))", "P(pcall(function() t[nil] = 1 end))", "P(t[nil], t[0 / 0], t[1.0], t[2^53])",
            "table.move(t, 1, %d, %d)" % (b, g.pick(2, 5, 40, -3)), "table.move(t, %d, %d, 1)" % (g.pick(2, 5), b), "P(table.move(t, 1, 3, 1, {}))", "P(table.unpack(t, 1, %d))" % g.pick(2, 5),
            "P(pcall(table.concat, t, ',', 1, %d))" % g.pick(1, 3), "local n = 0 for k in pairs(t) do n = n + 1 end P(n)", "for i, v in ipairs(t) do tick() P(i, v) if i > 3 then break end end",
            "P(next({}), next(t) == nil, pcall(next, t, 'no such key'))", "setmetatable(t, %s)" % g.pick("nil", "{}", "{__newindex = m}", "{__index = m}", "m", "{__newindex = function(t, k, v) rawset(t, k, v) end}"),
            "m.__index = m m.x = 'meta'", "t[t] = t t[print] = 1 t[print] = nil", "for i = 1, 20 do t[{}] = i end for k in pairs(t) do if type(k) == 'table' then t[k] = nil end end",
            "local c = {} for k, v in pairs(t) do c[k] = v end P(c)", "t = {table.unpack(t, 1, 4)}", "for i = 1, %d do t[#KEYS(t) + i] = i end" % min(b, 9), "t[math.maxinteger] = 1 t[math.mininteger] = 2",
            "for i = 1, %d do t[i] = t[i] or %s end" % (b, g.literal("i")), "collectgarbage()", "rawset(t, %s, %s)" % (g.literal("i"), g.literal("a")),
            "for i = 1, 12 do t[('long key, longer than forty bytes, number '):rep(2) .. i] = i end"))
        for name in readers:
            if g.chance(0.4):
                g.line("P(pcall(%s, t, %s, %s))" % (name, g.pick(g.literal("i"), "'x'", "'k3'", "1", "2.0", "3", str(b)), g.literal("a")))
        if g.chance(0.5):
            g.line("P(t)")
    g.line("P(t, m)")


@theme(2)
def sequences(g):
    """The table library on sequences, and sort."""
    name = g.name()
    g.line("local %s = %s" % (name, g.sequence_literal(0)))
    g.declare(name, "q")
    for _ in range(g.pick(3, 6, 10)):
        g.st_sequence()
    n = g.pick(0, 1, 2, 5, 12, 30, 100)
    g.line("local a = {}")
    g.line("for i = 1, %d do a[i] = %s end" % (n, g.pick("(i * 7919) % 31", "i", "-i", "(i * i) % 17 - 8", "tostring((i * 37) % 101)", "(i * 0x9E3779B97F4A7C15) >> 40", "i % 3", "(i * 31 % 7) + 0.5", "('x'):rep(i % 5) .. i")))
    g.line("local before = table.concat(a, ' ')")
    g.line("P(pcall(table.sort, a%s))" % g.pick("", "", ", function(x, y) return x > y end", ", function(x, y) return tostring(x) < tostring(y) end", ", function(x, y) error('cmp') end", ", nil", ", 5",
                                               ", function(x, y) return x % 3 < y % 3 or x % 3 == y % 3 and x < y end", ", coroutine.wrap(function(x, y) while true do x, y = coroutine.yield(x < y) end end)"))
    g.line("P(#before, #a > 0 and a[1], a)" if "error" not in g.lines[-1] and "% 3 <" not in g.lines[-1] else "P(#a)")
    for _ in range(g.pick(1, 2, 3)):
        g.line("P(pcall(%s))" % g.pick(
            "table.concat, a, ', '", "table.concat, a, '', 2, 4", "table.concat, {1, {}, 3}", "table.concat, {1, 2.5, 'x'}, '-'", "table.insert, a, 1, 5", "table.insert, a, 0, 5", "table.insert, a",
            "table.insert, a, 1, 2, 3", "table.insert, a, #a + 2, 1", "table.insert, nil, 1", "table.remove, a, #a + 2", "table.remove, {}, 0", "table.remove, {}, 1", "table.remove, {}, #a", "table.unpack, {}, 1, 1e7", "table.unpack, a, 2, 3",
            "table.unpack, a, 'x'", "table.unpack, a, math.mininteger, math.maxinteger", "table.move, a, 1, 3, 2", "table.move, a, 1, math.maxinteger, 2", "table.move, a, 2, 3, 1, {}", "table.move, a, 1, 2, 3, 4",
            "table.pack", "table.pack, nil, nil", "table.sort, {3, 'x', 1}", "table.sort, {{}, {}}", "table.sort, {3, 1, 2, 1.5}", "table.concat, setmetatable({}, {__len = function() return 2 end, __index = function(_, k) return k * 2 end})",
            "table.unpack, setmetatable({}, {__index = function(_, k) return k * 2 end}), 1, 4", "table.insert, setmetatable({}, {__newindex = function(t, k, v) P(k, v) end, __len = function() return 3 end}), 'v'",
            "table.remove, setmetatable({}, {__len = function() return 2 end, __index = function(_, k) return k end})", "table.sort, setmetatable({}, {__len = function() return 3 end, __index = function(_, k) return 4 - k end, __newindex = function(t, k, v) rawset(t, k, v) end})",
            "select, 0", "select, -1, 1, 2", "select, -5, 1", "select, 2, 'a', 'b', 'c'", "select, '#'", "select, 2.5, 1", "next, {}, 1", "next, 5", "ipairs", "ipairs, nil", "rawlen, 5", "rawset, {}, nil, 1", "rawget, 5", "setmetatable, {}, 5", "setmetatable, 1, {}",
            "getmetatable, 'x'", "getmetatable", "setmetatable, setmetatable({}, {__metatable = 1}), {}", "tostring", "type", "unpack", "error", "assert, false", "assert, nil, 'msg'", "assert, 1, 2, 3", "assert", "assert, false, {}", "pcall", "xpcall, print"))


FORMATS = ["%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%i", "%u", "%x", "%X", "%#x", "%o", "%c", "%e", "%.3e", "%E", "%f", "%.0f", "%10.3f", "%g", "%.14g", "%G", "%#g", "%a", "%.2a", "%A", "%s", "%10s", "%-10s|",
           "%.2s", "%q", "%%", "%5%", "%", "%y", "%.123d", "%0100d", "%ll", "%.20s|", "%5.1s|", "%10q", "%.f", "%+.3d", "%#o", "% 5d", "%-+5d|", "%.99f", "%.3q", "%5c|", "%-5c|", "%.3i", "%20.10x", "%#.3x"]
PATTERNS = ["a", "%a+", "(%w+)", "(%w)(%w)", "^(%s*)", "%s+$", "[abc]", "[^abc]+", "[a-c]-", "(.)%1", "%b()", "%f[%w]%w+", "()", "(a*(.)%w(%s*))", ".-,", "x*", "", "^", "$", "%d+", "[%w_]*", "[]]", "[^]]", "%", "(", "[", "[a", "%b", "%f", "(()", ")", "%1", "[%a-z]", "[a-]",
            "%x%x", ".", "..", "%.", "=(%w+)", "(%a+)=(%a+)", "\\0", "%z", "^a", "a?b?c?", "h.-o", "%u%l*", "[%-x]", "(%()", "%g+", "[%s,;]+", "a-b", "(h)(e)(l)(l)(o)", "^(.-)%s*$", "[^%d]", "%W", "%f[%z]", "\\xe4", "[\\x80-\\xff]+", "(((((a)))))"]
REPLACEMENTS = ["'x'", "''", "'%0'", "'<%1>'", "'%2%1'", "'%%'", "'%9'", "'%'", "'%x'", "string.upper", "function(c) return c and tostring(c) .. '.' end", "function() end", "function() return false end", "function() return {} end", "{a = 'A', b = 1, h = true}", "{}", "setmetatable({}, {__index = function(_, k) return k .. k end})",
                "function(...) return select('#', ...) end", "1", "2.5", "nil", "true", "function(c) error('in gsub') end", "function(a, b) return b end"]
PACKS = ["b", "B", "h", "H", "i4", "I4", "l", "j", "J", "T", "f", "d", "n", "s1", "s2", "z", "x", "i3", "I7", "i16", "<i4", ">i4", "=I2", "!4 i8", "<!8 b i8", ">I3 s1", "bXi4", "b Xd", "c5", "c0", "i17", "i0", "s", "Xz", "X", "q", "!16", "<d>f", "!2 b Xj h", "i4i4", "z z", "s1 B", " < > ", "I1", "!3", "c", "<i12", ">I9"]
SUBJECTS = STRINGS + ["('ab'):rep(10)", "'f(a(b)c)d'", "'2024-01-02'", "('x'):rep(200)", "'aaa'", "'hello world from Lua'", "'a.b.c'", "'[[x]]'", "'\\0a\\0'", "'THE END'", "'key = value'"]


@theme(3)
def strings(g):
    """The string library with good and bad arguments."""
    for _ in range(g.pick(3, 5, 8)):
        s, p = g.choice(SUBJECTS), g.choice(PATTERNS)
        if g.chance(0.15):
            p += g.choice(PATTERNS)
        style = g.below(13)
        start = g.pick("", "", ", 1", ", 2", ", -2", ", 0", ", 100", ", math.mininteger", ", '2'", ", 1.5", ", nil")
        if style < 2:
            verbs = [g.choice(FORMATS) for _ in range(g.pick(1, 1, 2))]
            values = [g.literal("n" if v[-1] in "diuxXoceEfgGaA" and g.chance(0.92) else g.pick("s", "n", "a")) for v in verbs]
            g.line("P(pcall(string.format, '%s'%s))" % (" ".join(verbs), "".join(", " + v for v in values[:len(verbs) - g.pick(0, 0, 0, 0, 1)])))
        elif style < 4:
            g.line("P(pcall(string.gsub, %s, '%s', %s%s))" % (s, p, g.choice(REPLACEMENTS), g.pick("", "", ", 1", ", 0", ", -1", ", 2")))
        elif style < 6:
            g.line("P(pcall(string.%s, %s, '%s'%s%s))" % (g.pick("find", "match"), s, p, start, g.pick("", "", ", true") if start else ""))
        elif style == 6:
            g.open("P(pcall(function()")
            g.line("local n = 0")
            g.open("for a, b in string.gmatch(%s, '%s'%s) do" % (s, p, start))
            g.line("tick()")
            g.line("n = n + 1")
            g.line("P(a, b)")
            g.line("if n > 5 then break end")
            g.close()
            g.line("return n")
            g.close("end))")
        elif style == 7:
            form = g.choice(PACKS) + (g.choice(PACKS) if g.chance(0.3) else "")
            values = ", ".join(g.literal(g.pick("i", "i", "n", "s")) if "s" not in form and "z" not in form and "c" not in form else g.literal(g.pick("s", "s", "i")) for _ in range(g.pick(1, 1, 2)))
            g.line("P(pcall(string.pack, '%s', %s))" % (form, values))
            g.line("P(pcall(function() return string.unpack('%s', string.pack('%s', %s)) end))" % (form, form, values))
            g.line("P(pcall(string.packsize, '%s'))" % form)
            g.line("P(pcall(string.unpack, '%s', %s%s))" % (form, g.choice(SUBJECTS), g.pick("", ", 2", ", -3", ", 100")))
        elif style == 8:
            g.line("P(pcall(string.%s))" % g.pick("rep, %s, %s, %s" % (s, g.pick("0", "1", "3", "-1", "1e10", "1 << 40", "2.5", "'2'", "nil"), g.pick("''", "','", "nil")) if "200" not in s else "rep, 'ab', 3, '-'",
                "byte, %s, %s, %s" % (s, g.literal("i"), g.literal("i")), "sub, %s, %s, %s" % (s, g.literal("n"), g.literal("i")), "char, %s, %s" % (g.literal("i"), g.literal("n")), "reverse, %s" % s, "upper, %s" % s, "len, %s" % g.literal("a"),
                "byte, %s, 1, -1" % s, "lower, %s" % s, "char", "sub, %s" % s, "byte", "rep"))
        elif style == 9:
            g.line("P(pcall(tonumber, %s%s))" % (g.choice(STRINGS), g.pick("", "", ", 16", ", 2", ", 36", ", 10", ", 37", ", 1", ", nil")))
            g.line("P(pcall(tonumber, %s))" % g.pick("nil", "{}", "'0x1p-2'", "'1e400'", "'-0'", "'- 1'", "'0x10000000000000000'", "'1e308'", "'\\t12\\n'", "'12\\0'", "'١'", "'1e5'", "'0x.p1'", "'99999999999999999999'", "'-0x1'", "'1__'", "'infinity'", "'0x1.8'", "'5e+'", "'.'", "''", "' '"))
        elif style == 10:
            g.line("P(pcall(utf8.%s))" % g.pick("char, 72, 228, 8364, 0x10FFFF", "char, -1", "char, 0x7FFFFFFF", "char", "len, %s" % s, "len, %s, %s" % (s, g.pick("1", "2", "-1", "10")), "codepoint, %s" % s, "codepoint, %s, 1, -1" % s, "offset, %s, %s" % (s, g.pick("1", "2", "-1", "0", "5")), "offset, '\\u{20AC}uro', 2, 2", "len, '\\xff'", "codepoint, '\\u{7fffffff}', 1, 1, true"))
            g.open("P(pcall(function()")
            g.line("for p, c in utf8.codes(%s) do P(p, c) end" % g.pick(s if "200" not in s else "'abc'", "'\\u{20AC}\\u{e4}z'", "'a\\xff'", "'\\u{D7FF}'"))
            g.close("end))")
        elif style == 11:
            a, b = g.literal(g.pick("s", "n", "i")), g.literal(g.pick("s", "n", "i"))
            g.line("P(pcall(function() return %s %s %s end))" % (a, g.choice(ARITHMETIC + BITWISE + ["..", "<", "<=", "==", "^"]), b))
            g.line("local a, b = %s, %s" % (a, b))
            g.line("P(pcall(function() return a %s b, a %s b, %s end))" % (g.choice(ARITHMETIC), g.choice(COMPARE), g.pick("a .. b", "-a", "#a", "~b", "a & b", "a // b")))
        else:
            g.line("P(pcall(function() return (%s):%s end))" % (s, g.pick("upper()", "rep(2, 3)", "find('a', 1, true)", "byte(1, 2)", "format(1)", "nope()", "len(1)", "gsub('.', {})", "sub()", "rep()", "find()", "gsub('a')", "pack(1)", "sub({})", "byte(1.5)")))
    name = g.name()
    g.line("local %s = %s" % (name, g.choice(SUBJECTS)))
    g.declare(name, "s")
    g.line("P(%s, %s)" % (g.expr("s"), g.expr("s")))


@theme(3)
def numbers(g):
    """Arithmetic and comparison at the edges, as constants, locals, upvalues and in loops."""
    name = g.name("op")
    operators = [g.choice(ARITHMETIC + BITWISE + ["^", "//", "%"] + COMPARE) for _ in range(g.pick(1, 2, 3))]
    constant = g.literal(g.pick("n", "i"))
    small = g.pick("1", "2", "-1", "255", "127", "-128", "0", "1.0", "2.5", "16")
    g.line("local up = %s" % g.literal("n"))
    for i, op in enumerate(operators):
        g.line("local function %s%d(a, b) return %s end" % (name, i, g.pick(
            "a %s b" % op, "a %s b" % op, "a %s %s" % (op, constant), "%s %s a" % (constant, op), "a %s %s" % (op, small), "%s %s b" % (small, op), "a %s up" % op, "up %s b" % op,
            "(a %s b) %s a" % (op, g.choice(ARITHMETIC)) if op not in COMPARE else "a %s b and a or b" % op, "-a %s b" % op, "a %s -b" % op, "not (a %s b)" % op)))
    g.line("local values = {%s}" % ", ".join(g.pick(g.choice(INTEGERS), g.choice(FLOATS), g.choice(FLOATS), g.choice(INTEGERS), g.choice(STRINGS) if g.chance(0.3) else "1") for _ in range(g.pick(4, 6, 8))))
    g.open("for i = 1, #values do")
    g.open("for j = 1, #values do")
    for i, op in enumerate(operators):
        g.line("P(pcall(%s%d, values[i], values[j]))" % (name, i))
    g.close()
    g.close()
    for _ in range(g.pick(1, 2, 4)):
        value, other = g.pick(g.choice(INTEGERS), g.choice(FLOATS)), g.pick(g.choice(INTEGERS), g.choice(FLOATS))
        g.line("P(pcall(%s))" % g.pick(
            "math.floor, %s" % value, "math.ceil, %s" % value, "math.tointeger, %s" % value, "math.fmod, %s, %s" % (value, other), "math.modf, %s" % value, "math.ult, %s, %s" % (value, other), "math.abs, %s" % value,
            "math.max, %s, %s" % (value, other), "math.min, %s, %s" % (value, other), "math.max", "math.type, %s" % value, "tostring, %s" % value, "string.format, '%%d', %s" % value, "math.sqrt, %s" % value, "math.exp, %s" % value, "math.log, %s" % value,
            "math.log, %s, %s" % (value, g.pick("2", "10", "3.5", "0")), "math.random, %s, %s" % ("3", "2"), "math.random, 0.5", "math.floor, '3.7'", "math.floor, {}", "math.tointeger, '8'", "math.tointeger, {}", "math.abs, '-1'", "math.fmod, 1, 0", "math.fmod, 1, 0.0", "math.fmod, math.mininteger, -1",
            "string.format, '%%.14g', %s" % value, "string.format, '%%a', %s" % value, "string.format, '%%x', %s" % value, "string.format, '%%q', %s" % value, "math.type, nil", "math.type", "math.sin, %s" % value, "math.atan, %s, %s" % (value, other), "math.deg, %s" % value))
    for _ in range(g.pick(1, 2)):
        g.open("for i = %s, %s, %s do" % (g.literal("n"), g.literal("n").replace("0 / 0", "0.25"), g.pick("1", "-1", "1 << 62", "0.5", g.literal("i"), "math.mininteger", "math.maxinteger")) if g.chance(0.3) else
               "for i = %s do" % g.pick("math.maxinteger - 3, math.maxinteger", "math.mininteger, math.mininteger + 3", "math.mininteger + 3, math.mininteger, -1", "1, 0.5", "0.9, 2", "-3, -1.5", "3, 1", "1, 3.9", "math.mininteger, math.maxinteger, 1 << 62", "math.maxinteger, math.mininteger, -(1 << 62)", "1, 2, 0.3", "0.0, -1, -0.25", "-0.0, 0.0", "1, math.huge, 1 << 61", "1, -math.huge, -(1 << 61)", "0 / 0, 1", "1, 0 / 0"))
        g.declare("i", "n", True)
        g.line("if not pcall(tick) then break end")
        g.line("P(i, %s)" % g.expr("n"))
        g.line("if not pcall(function() runs = (runs or 0) + 1 assert(runs < 40) end) then break end")
        g.close()
    g.line("math.randomseed(%d)" % g.below(1000))
    g.line("P(math.random(%s), math.random(), pcall(math.random, %s, %s))" % (g.pick("0", "10", "1", "math.maxinteger"), g.literal("i"), g.literal("i")))


@theme(3)
def coroutines(g):
    """Yields from everywhere that may yield in Lua 5.4, wrap, close, errors inside."""
    g.open("local function body(a, ...)")
    g.declare("a", "a")
    g.vararg = True
    g.line("local y = coroutine.yield")
    yields = ""
    if g.chance(0.4):
        yields = g.pick("", "", "y('in close')", "error('close error', 0)", "P(pcall(y, 1))")
        g.line("local c <close> = setmetatable({}, {__close = function(_, e) P('closed', e) %s end})" % yields)
    for _ in range(g.pick(2, 3, 5)):
        g.line("tick()")
        g.line(g.pick(
            "P('got', y(a))", "P(pcall(y, 1, 2))", "P(pcall(function(...) local x = y(...) error(x) end, 3))", "P(xpcall(function() %s error('e') end, function(m) return 'h ' .. tostring(m) end))" % ("" if yields else "y('x')"),
            "local t = setmetatable({}, {__index = function(_, k) return y(k) end}) P(t.foo)", "local t = setmetatable({}, {__newindex = function(_, k, v) y(k, v) end}) t.foo = 5", "local t = setmetatable({}, {__add = function(a, b) return y('add') end}) P(t + 1, 2 + t)",
            "local t = setmetatable({}, {__lt = function() return y('lt') end, __le = function() return y('le') end}) P(t < t, t <= t, not (t < t))", "local t = setmetatable({}, {__eq = function() return y('eq') end}) P(t == setmetatable({}, getmetatable(t)))",
            "local t = setmetatable({}, {__concat = function(a, b) return y('cc') end}) P('a' .. t .. 'b')", "local t = setmetatable({}, {__len = function() return y('len') end}) P(#t)", "local t = setmetatable({}, {__unm = function() return y('unm') end}) P(-t)",
            "local t = setmetatable({}, {__call = function(_, ...) return y(...) end}) P(t(1, 2))", "for k, v in (function(_, i) return y(i) end), nil, 0 do P(k, v) break end", "for i = 1, 3 do y(i) end", "for k, v in pairs({10}) do y(k, v) end",
            "for i, v in ipairs({7, 8}) do y(i, v) end", "do local d <close> = setmetatable({}, {__close = function() y('block') end}) end", "local w = coroutine.wrap(function() y('inner') return 'r' end) y(w(), w())",
            "P(coroutine.resume(coroutine.create(function(...) y(...) end), 1, 2))", "P(coroutine.running() ~= nil, coroutine.isyieldable())", "P(select('#', y()))", "return y(y(...))", "if a then error({a}) end", "local x <const> = y() P(x)",
            "error('at ' .. tostring(y('e')), 2)", "P(pcall(pcall, y, 'pp'))", "P(pcall(error, y('v')))", "local r = {y(1), y(2), y(3)} P(r)", "local r = (y(1) or 0) + (tonumber(y(2)) or 1) P(r)", "goto done", "P(table.unpack({y('u')}))",
            "for a, b in coroutine.wrap(function() for i = 1, 2 do y(i, 'it') end end) do y(a, b) end", "local s = '' for w in string.gmatch('a b', '%a') do s = s .. w .. tostring(y(w)) end P(s)", "P(load('return coroutine.yield(...)')('loaded'))", "P(debug.traceback('tb', 1) ~= nil)",
            "while y('w') do tick() break end", "local ok = y(coroutine.status(coroutine.running())) P(ok)", "undefined.x = y()", "local z = a.b.c"))
        if "return" in g.lines[-1] and g.lines[-1].strip().startswith("return"):
            g.lines[-1] = g.indent + "do " + g.lines[-1].strip() + " end"
        elif g.lines[-1].strip() == "goto done":
            g.lines[-1] = g.indent + "if a == 1 then goto done end"
        elif "error(" in g.lines[-1][:12 + len(g.indent)] and g.chance(0.5):
            g.lines[-1] = g.indent + "if a == 'a' then " + g.lines[-1].strip() + " end"
        elif g.lines[-1].strip().startswith("local") and "local c <close>" not in g.lines[-1]:
            g.lines[-1] = g.indent + "do " + g.lines[-1].strip() + " end"
    g.line("::done::")
    g.line("P('done')")           # a label at the end of a block has another line in each Lua
    g.close()
    g.vararg = False
    for _ in range(g.pick(1, 2)):
        argument = g.pick("nil", "1", "'a'", "{b = {c = 1}}")
        style = g.below(5)
        if style < 2:
            g.open("do")
            g.line("local co = coroutine.create(body)")
            g.open("for i = 1, %d do" % g.pick(3, 5, 9))
            g.line("P(i, coroutine.resume(co, %s))" % g.pick(argument, "i", "i, 'x'", "i % 2 == 0"))
            g.line("P(coroutine.status(co))")
            if g.chance(0.3):
                g.line("if i == %d then P('close', coroutine.close(co)) end" % g.pick(1, 2, 3))
            g.close()
            g.line(g.pick("P(coroutine.status(co), pcall(coroutine.close, co))", "P(coroutine.close(co))" if False else "P(pcall(coroutine.close, co))", "P(debug.traceback(co, 'm'):gsub('0x%x+', ''))", "P(coroutine.resume(co))"))
            g.close()
        elif style == 2:
            g.open("do")
            g.line("local w = coroutine.wrap(body)")
            g.open("for i = 1, %d do" % g.pick(3, 6))
            g.line("P(i, pcall(w, %s))" % argument)
            g.close()
            g.close()
        elif style == 3:
            g.open("P(pcall(function()")
            g.open("for a, b in coroutine.wrap(body), %s do" % argument)
            g.line("tick()")
            g.line("P(a, b)")
            g.close()
            g.close("end))")
        else:
            g.line("P(pcall(body, %s))" % argument)
    if g.chance(0.5):
        g.line("P(pcall(coroutine.%s))" % g.pick("resume", "resume, 1", "wrap, 1", "status, nil", "create", "yield, 1", "close, coroutine.running()", "isyieldable", "running, 1", "resume, coroutine.running()", "close, coroutine.create(print)", "status, coroutine.create(print)"))


EXPRESSIONS_WITH_ERRORS = [
    "loc.x", "loc.x.y", "tab.x.y", "tab.x.y.z", "up.x", "uptab.x.y", "glb.x", "glb()", "loc()", "tab.x()", "tab:meth()", "tab.x:meth()", "up()", "uptab.f()", "uptab:f()", "loc + 1", "1 + loc", "tab + 1", "tab.x + 1", "up * 2", "glb - 1", "uptab.x / 2", "str + 1", "1 + str",
    "-loc", "-tab", "-str", "-tab.x", "#loc", "#num", "#tab.x", "~num", "~str", "~tab", "num | 1.5", "flt | 1", "1 & flt", "str & 1", "big << 1", "num & {}", "tab ~ 1", "loc .. 'x'", "'x' .. loc", "tab .. 'x'", "'x' .. tab.x", "num .. tab", "up .. ''", "str .. num .. loc", "str .. {} .. num",
    "tab < 1", "1 < tab", "tab < tab", "loc < 1", "str < num", "num <= str", "tab >= up", "loc > loc", "true < false", "print < print", "{} <= {}", "tab.x < 1", "num // flt", "tab[loc].x", "tab[nil].x", "tab[num].y", "tab['k k'].x", "tab[1.5].x",
    "(loc)()", "(1)()", "('x')()", "({})()", "(nil).x", "('x').y.z", "(tab).x.y", "(function() end)().x", "math.nope()", "math.nope.x", "string.rep()", "string.rep('x', {})", "('x'):rep({})", "('x'):rep(1e10)", "tab.nested.deep.x", "tab.nested.deep()", "tab.nested:deep()", "setmetatable(1, 2)",
    "ipairs()", "tonumber('1', 99)", "tonumber(1, 10)", "string.char(-1)", "string.format('%d', 1.5)", "string.format('%d', '1.5')", "('%d'):format('x')", "math.floor('x')", "math.floor({})", "select(0)", "table.concat({{}})", "table.insert({}, 5, 5)", "load(5)", "error()", "error(nil)", "error(tab)", "error('m')",
    "error('m', 0)", "error('m', 1)", "error('m', 2)", "error('m', 3)", "error(setmetatable({}, {__tostring = function() return 'E!' end}))", "assert(false)", "assert(nil, 'msg')", "assert(false, tab)", "coroutine.wrap(function() error('in co') end)()", "coroutine.wrap(function() local x = nil + 1 end)()", "coroutine.yield()",
    "tab.x.y.z.w", "loc[1]", "loc[num]", "loc[str]", "tab[num][num]", "tab[str].x", "glb.x.y", "up[1]", "upf(1)", "upf(tab).x", "utf8.char(-1)", "utf8.codepoint('x', 5)", "math.random(0, -1)", "math.tointeger({})", "string.pack('i17', 1)", "rawset(1, 2, 3)", "rawlen(5)", "next({}, 1)", "getmetatable()",
    "mt.x", "mt + 1", "mt()", "mt .. 'x'", "mt < mt", "#mt", "-mt", "mt == mt", "mt.y.z", "load('x =')()", "assert(load('x ='))", "load('return loc.x')()", "load('local a a.b.c = 1', '=name')()", "load('error(\"x\")', '@file.lua')()", "load('error(\"x\")', 'some text')()", "tostring()", "table.unpack({}, 1, 1e8)",
    "math.maxinteger < tab", "2^53 | 1e100", "1e100 | 1", "'1e100' | 1", "'x' | 1", "1 << {}", "1.5 // tab", "tab ^ 2", "2 ^ loc", "kc.x", "kc()", "kn.x", "ks.x.y", "ks()", "ks + 1", "kn()", "kn .. {}", "tab[kn].x", "tab[ks].x", "tab[ks]()", "tab[kn]()", "va.x", "select('#').x", "tab[up].x", "tab[{}].x", "tab[-1].x", "tab.x[1]",
    "tab:x(1)", "str:x()", "str:rep(1, 2, {})", "num:x()", "str:len(1).x", "(tab.x or loc).y", "(tab.x and loc).y", "(loc or nil)()", "(num > 1 and loc)()", "not loc.x", "{loc.x}", "{[loc] = 1}", "{[0/0] = 1}", "{x = loc.y}", "tab[loc.x]", "f_local(1)", "f_local(loc).x", "f_rec(3)", "f_tail(loc)", "f_deep(3)",
    "string.rep", "string.format('%s', mt2)", "tostring(mt2)", "print(mt2)", "#mt2", "mt2.x.y", "debug.getinfo(1, 'X')", "debug.getinfo('x')", "debug.sethook(1)", "debug.getlocal(50, 1)", "debug.upvalueid(print, 1)", "debug.setmetatable(1)", "collectgarbage('nope')", "xpcall()", "pcall()", "os.time({})", "os.date('%Ez')",
]
ASSIGNMENTS_WITH_ERRORS = [
    "loc.x = 1", "tab.x.y = 1", "up.x = 1", "glb.x = 1", "tab[nil] = 1", "tab[0/0] = 1", "loc[1] = 1", "tab.x[1] = 2", "uptab.x.y = 2", "num.x = 1", "str.x = 1", "('x').y = 1", "tab.a, tab.b.c = 1, 2", "loc.x, num = 1, 2", "for i = 1, tab do end", "for i = 'a', 2 do end", "for i = 1, 2, 0 do end", "for i = 1, 'x' do end",
    "for i = 1, 2, {} do end", "for i = loc, 2 do end", "for i = 1.5, 2, 0 do end", "for k in loc do end", "for k in tab do end", "for k in 5 do end", "for k, v in tab.x do end", "for k, v in pairs() do end", "for k, v in pairs(loc) do end", "for k in ipairs() do end", "for k in next, 5 do end", "local c <close> = 5", "local c <close> = {}", "local c <close> = tab",
    "mt.x = 1", "mt2.x = 1", "tab.x = tab.x + 1", "glb = glb + 1", "up = up + 1", "num = num + tab", "loc()", "glb()", "tab.x()", "tab:x()", "up()", "tab.nested.deep()", "f_local(nil)", "local a, b = tab.x.y, 1", "local x = -tab", "local x = tab.x .. 'a'", "repeat local q = tab until q.x.y or true", "while tab.x.y do break end", "if loc.x then end", "if tab < 1 then end",
    "if not (loc <= 1) then end", "if loc == tab.x.y then end", "goto e ::e:: loc()", "do local up <const> = nil; up.x = 1 end", "local function inner() return loc.x end inner()", "local function inner() up.x = 1 end inner()", "(function() tab.x.y = 1 end)()", "do local c <close> = setmetatable({}, {__close = function() error('C') end}) end", "do local c <close> = mtc end",
    "do local c <close> = mtc error('body') end", "do local c <close>, d = mtc, 5 local e <close> = mtc error('two') end", "return loc.x", "return loc()", "return tab.x.y", "return f_tail(loc)", "return #loc", "return tab.x(1)", "return -tab.x", "coroutine.wrap(function() loc() end)()", "_ENV.nope()", "_ENV.nope.x = 1", "local _ENV = {} ; nope()", "local _ENV = nil; nope()",
    "local _ENV = {}; nope.x = 1", "local _ENV <const> = tab; nested.deep.x = 1", "tab.nested.deep.x = 1",
]


@theme(5)
def errors(g):
    """Messages with the names of variables, positions and levels; error objects; tracebacks."""
    g.line("local uptab, up = {x = %s}, %s" % (g.pick("1", "nil", "'s'"), g.pick("nil", "nil", "true", "{}", "1")))
    g.line("local mt = setmetatable({}, {__index = function(t, k) error('index ' .. k) end, __add = function(a, b) return a.q.r end, __call = %s, __lt = function(a, b) return a + nil end, __len = function() error('len', 2) end, __newindex = function(t, k, v) local z = v.w.u end})" % g.pick("1", "{}", "function(s) return s.z end", "nil"))
    g.line("local mt2 = setmetatable({}, {__tostring = function() return %s end, __name = %s, __index = %s})" % (g.pick("1", "'ok'", "{}", "nil"), g.pick("'MyType'", "1", "nil"), g.pick("5", "print", "nil", "true")))
    g.line("local mtc = setmetatable({}, {__close = %s})" % g.pick("function(o, e) error('again ' .. tostring(e), 0) end", "function(o, e) P('mtc', e) end", "5", "function(o, e) e.x.y = 1 end"))
    g.line("local function upf(a) return nil end")
    handler = g.pick("debug.traceback", "function(m) return 'H ' .. tostring(m) end", "function(m) return debug.traceback(m, 2) end", "function(m) return m end", "function(m) return {m} end", "error", "function(m) error('again') end" if False else "tostring")
    for _ in range(g.pick(2, 3, 5)):
        name = g.name("e")
        assignments = g.chance(0.4)
        statement = g.choice(ASSIGNMENTS_WITH_ERRORS) if assignments else g.choice(EXPRESSIONS_WITH_ERRORS)
        g.open("local function %s(loc, num, ...)" % name)
        g.line("local tab, str, flt, big, va = {x = %s, nested = {}}, 'str', 2.5, 1e100, ..." % g.pick("nil", "nil", "1", "{}", "'s'"))
        g.line("local kc <const>, kn <const>, ks <const> = nil, 12, 'key'")
        g.line("local function f_local(a) return a.b end")
        g.line("local function f_rec(n) if n == 0 then return loc.x end return 1 + f_rec(n - 1) end")
        g.line("local function f_tail(a) return f_local(a) end")
        g.line("local function f_deep(n) if n == 0 then error('deep', %s) end f_deep(n - 1) end" % g.pick("0", "1", "2", "3", "5"))
        if not assignments:
            statement = g.pick("local r = %s", "return %s", "P(%s)", "num = %s", "tab.r = %s", "if %s then P(1) end", "local r, q = 1, %s", "return 1, %s", "gg = %s", "up = %s", "return (%s)", "P(pcall(function() return %s end))", "tab[%s] = 1", "return %s == nil", "while %s do break end") % statement
        if g.chance(0.2):
            g.line("P('before')")
        if statement.startswith("return") or "local _ENV" in statement:
            statement = "do %s end" % statement
        g.line(statement)
        if g.chance(0.2):
            g.line("P('after')")
        g.close()
        g.open("for run = 1, %d do" % g.pick(1, 2, 3))
        arguments = g.pick("nil, 5", "nil, 5", "nil, 5, 1", "{}, 1.5", "5, nil", "{x = {}}, 2", "'s', 3", "print, 1")
        g.line(g.pick("P(pcall(%s, %s))", "P(pcall(%s, %s))", "P(xpcall(%s, " + handler + ", %s))", "P(coroutine.resume(coroutine.create(%s), %s))", "P(pcall(coroutine.wrap(%s), %s))", "P(select(2, pcall(pcall, %s, %s)))") % (name, arguments))
        g.close()


@theme(2)
def loading(g):
    """load with all its arguments, syntax errors, string.dump and back."""
    for _ in range(g.pick(1, 2, 3)):
        style = g.below(6)
        if style < 2:
            g.open("do")
            f = g.st_local_function()
            arguments = g.arguments(f)
            g.line("P('plain', pcall(%s%s))" % (f.name, ", " + arguments if arguments else ""))
            g.line("local s = string.dump(%s)" % f.name)
            g.line("local l = load(s, 'dumped', 'b')")
            g.line("for i = 1, 10 do local n = debug.getupvalue(%s, i) if not n then break end debug.upvaluejoin(l, i, %s, i) end" % (f.name, f.name))
            g.line("P('loaded', pcall(l%s))" % (", " + arguments if arguments else ""))
            g.line("local again = string.dump(l)")
            g.line("P(type(load(again)), load(s, 'x', 't'))")
            g.line("local short = load(string.dump(function(a, b, ...) local c = a return %s end, true))" % g.pick("a, b", "c .. 'x'", "...", "a + c * 2, #b", "function() c = c + 1 return c end", "{a, b, x = ...}", "select('#', ...)"))
            g.line("P((pcall(short, %s, %s, 3)))" % (g.literal("n"), g.literal("s")))
            g.close()
        elif style == 2:
            text = g.pick("x = ", "x = = 1", "for", "for i = 1 do end", "if x", "goto nope", "break", "local x <const> = 1; x = 2", "local x <foo> = 1", "::a:: ::a::", "return return", "x = }", "x = 'abc", "x = [[abc", "x = 0x", "x = 1e", "x = '\\\\q'", "x = '\\\\300'", "x = '\\\\u{110000000}'", "f(", "a.b:c = 1", "(x) = 1", "x + 1", "local function f() return 1 x end",
                          "x = function() end end", "--[[ open", "x = ...", "function f() return ... end", "local a <close>, b <close> = 1, 2", "goto x; local a; ::x:: print(a)", "repeat local x; goto c; local y; ::c:: until y", "x = 3 .. 4", "x = 3..4", "x = @", "x = $", "x = a.1", "x = {1, 2", "x = {,}", "and = 1", "x = 'a\\nb'", "x = \\\"a", "for a b in c do end", "for 1 = 2 do end",
                          "local 1", "return 1,", "x = (1", "x = ()", "x = #", "x = not", "f:x", "x = a:b", "local t = {} t:a.b()", "function a.b:c.d() end", "do", "while true", "repeat", "x = '\\\\xZZ'", "x = '\\\\u{}'", "x = ~", "x = 1 ~ = 2", "x = !", "goto 1", "::x", "local function 1() end", "function() end", "x = 5 = 6", "x, y", "x.y", "'a'", "5", "nil = 1", "a = 'x' 'y'", "return;;")
            g.line('P(load("%s"%s))' % (text, g.pick("", ", '=name'", ", '@file.lua'", ", 'some chunk text that is longer than the sixty characters that fit in a message'", ", 'two\\nlines'", ", ''", ", '='")))
        elif style == 3:
            g.line("P(pcall(load(%s)))" % g.pick("'return ...', 'c', 't', {}", "'x = 1 return x, _ENV', 'c', 't', {}", "'return print', 'c', 'bt', {print = 1}", "'return x', 'c', 'b'", "function() return nil end", "'return _ENV == nil', 'c', 't', nil", "'local a <const> = 10 return a + 1'", "'#!shebang'", "''", "'return 1;'", "'\\27bad'", "'error(\"l\", 1)', '=l'", "'y = 2 return y'"))
        elif style == 4:
            g.line("local pieces, at = {'return ', '1', ' + ', '%s'}, 0" % g.literal("n"))
            g.line("P(pcall(load(function() at = at + 1 return pieces[at] end, '=pieces')))")
            g.line("P(load(function() %s end))" % g.pick("error('reader')", "at = at + 1 return at < 9 and 5 or nil", "return {}", "return true", "return nil", "return ''", "error({})"))
        else:
            g.line("local f = load([[")
            for text in g.pick(["local a, b = ...", "return a, b"], ["local n = ...", "", "return function() return n + 1 end"], ["return (function(...) return select('#', ...) end)(...)"]):
                g.lines.append(text)
            g.lines.append("]])")
            g.line("P(pcall(f, 1, 2))")
            g.line("P(pcall(select(2, pcall(f, 1))))")


@theme(3)
def inspection(g):
    """debug.getinfo, locals, upvalues, hooks by line, tracebacks."""
    g.open("local function probe(level)")
    g.line("local i = debug.getinfo(level + 1, 'nSltu')")
    g.line("if not i then return 'none' end")
    g.line("return i.name, i.namewhat, i.what, i.short_src, i.currentline, i.linedefined, i.lastlinedefined, i.nups, i.nparams, i.isvararg, i.istailcall")
    g.close()
    names = []
    style = g.below(6)
    for _ in range(g.pick(1, 2)):
        g.budget = min(g.budget, 12)
        f = g.name("d")
        names.append(f)
        g.open("local function %s(a, b, ...)" % f)
        g.declare("a", "n")
        g.declare("b", "n")
        for _ in range(g.pick(1, 2, 3)):
            g.line(g.pick("local x = a", "local y <const> = 5", "P(probe(1))", "P(probe(2))", "P(debug.getlocal(1, 1))", "P(debug.getlocal(1, 2), debug.getlocal(1, 3))", "P(debug.getlocal(1, -1))", "if a then P(debug.traceback('in', 1)) end",
                          "local t = {probe = probe} P(t.probe(1))", "local t = setmetatable({}, {__index = function(t, k) return probe(1) end}) P(t.zz)", "local t = setmetatable({}, {__add = function() P(probe(1)) return debug.traceback() end}) P(t + 1)",
                          "for i = 1, 2 do P(probe(1)) end", "for k in (function(_, c) if not c then P(probe(1)) return 1 end end) do P(k) end", "(function() P(probe(2)) end)()", "P(pcall(probe, 1))", "P(debug.getinfo(1, 'l').currentline)",
                          "do local z = b; P(debug.getlocal(1, %d)) end" % g.pick(3, 4, 5), "a = (a or 0) + 1", "debug.setlocal(1, 1, %s)" % g.literal("n"), "if b then local w = b end", "local s = 0 for i = 1, 2 do s = s + i end", "local u = probe",
                          "local t = setmetatable({}, {__lt = function() P(probe(1)) return true end, __concat = function() return probe(1) end, __close = function() P(probe(1)) P(debug.traceback('cl')) end}) P(t < t, t .. 1) do local c <close> = t end",
                          "repeat local r = 1 until r", "P((coroutine.wrap(function() return debug.traceback('co') end)()))", "local co = coroutine.create(function(m) local n = m coroutine.yield(probe(1)) end) P(coroutine.resume(co, 7)) P(debug.getlocal(co, 1, 1)) P(debug.traceback(co)) P(debug.getinfo(co, 1, 'l').currentline)"))
        if g.chance(0.5) and style not in (0, 1, 3):    # lines of blocks are each release's own
            g.body(2, tick=False)
        g.line(g.pick("return a", "return probe(1)", "return (probe(1))", "P(probe(1))", "return a, b, ..."))
        g.close()
    f = names[-1]
    g.line("P(pcall(%s, 1, 2, 3))" % f)
    if style < 2:
        g.line("local lines, first = {}, debug.getinfo(%s, 'S').linedefined" % f)
        g.line("debug.sethook(function(e, l) if debug.getinfo(2, 'S').linedefined == first then lines[#lines + 1] = l - first end end, 'l')")
        g.line("pcall(%s, 1, 2)" % f)
        g.line("debug.sethook()")
        g.line("P(#lines, lines, debug.gethook())")
    elif style == 2:
        g.line("local events = {}")
        g.line("debug.sethook(function(e) local i = debug.getinfo(2, 'nS') if i.short_src == 'p' then events[#events + 1] = e .. ' ' .. tostring(i.name) .. ' ' .. tostring(i.namewhat) end end, 'cr')")
        g.line("pcall(%s, 1, 2)" % f)
        g.line("debug.sethook()")
        g.line("P(events)")
    elif style == 3:
        g.line("local active, n = debug.getinfo(%s, 'L').activelines, {}" % f)
        g.line("local first = debug.getinfo(%s, 'S').linedefined" % f)
        g.line("for l in pairs(active) do n[l - first] = true end")
        g.line("P(n)")
    elif style == 4:
        g.line("for i = 1, 5 do local n, v = debug.getupvalue(%s, i) P(n, type(v)) if not n then break end end" % f)
        g.line("for i = 1, 4 do P(debug.getlocal(%s, i)) end" % f)
        g.line("P(debug.setupvalue(%s, 1, probe), debug.upvalueid(%s, 1) == debug.upvalueid(%s, 1), pcall(debug.upvalueid, %s, 50))" % (f, f, f, f))
    else:
        g.line("local i = debug.getinfo(%s)" % g.pick(f, "print", "1", "string.rep", "coroutine.wrap(function() end)"))
        g.line("i.func, i.ftransfer = nil, nil")
        g.line("P(i)")
        g.line("P(pcall(debug.getinfo, %s))" % g.pick("1, '>S'", "50", "-1", "print, 'nSl'", "{}", "'x'", "1, 'q'", "1e10", "1.5"))
    if g.chance(0.3):
        g.open("P(pcall(function()")
        g.line("debug.sethook(function() debug.sethook() error('hook') end, 'l')")
        g.line("local hooked = 1")
        g.close("end))")


@theme(3)
def closing(g):
    """To-be-closed variables: order, errors, returns, breaks, gotos, yields."""
    g.open("local function make(n, bad)")
    g.line("return setmetatable({n = n}, {__close = function(o, e) P('close', o.n, e) if bad then error(bad, 0) end end})")
    g.close()
    g.open("local function f(a, ...)")
    for i in range(g.pick(1, 2, 3)):
        g.line("local c%d <close> = %s" % (i, g.pick("make(%d)" % i, "make(%d)" % i, "make(%d, 'bad %d')" % (i, i), "nil", "false", "a and make(%d)" % i, "make(%d, {})" % i)))
        if g.chance(0.6):
            head = g.pick("do", "for i = 1, 3 do", "while true do", "for k, v in ipairs({5, 6}) do", "repeat", "for k in next, {1}, nil, make('for') do", "do", "for k in (function(_, c) if c < 2 then return c + 1 end end), nil, 0, make('iter') do")
            g.open(head)
            g.line("tick()")
            g.line("local d <close> = %s" % g.pick("make('d')", "make('d', 'bad d')", "nil", "make(a)"))
            ends = ["if a == 1 then return %s end" % g.pick("'early'", "a, ...", "c0", "make(9).n", "f2(a)" if False else "select('#', ...)"), "if a == 2 then error('two') end", "if a == 3 then error({}) end", "if a == 4 then goto out end", "P('in', a)", "local x = a.b", "pcall(error)", "if a == 5 then return pcall(error, 'five') end", "P(pcall(coroutine.yield, 'y'))"]
            if "do" != head and "make(" not in head and g.chance(0.6):     # 5.4.4 is wrong there
                ends.append("if a == 6 then break end")
            for _ in range(g.pick(1, 2)):
                g.line(g.choice(ends))
            if head == "while true do":
                g.line("if true then break end")
            if head == "repeat":
                g.close("until true")
            else:
                g.close()
    has_goto = any("goto out" in line for line in g.lines[-40:])
    g.line("do return 'end', a, ... end" if has_goto else "do return %s end" % g.pick("'end', a", "...", "(f == nil)", "make('ret').n", "tostring(a)"))
    if has_goto:
        g.line("::out::")
    g.close()
    text = "\n".join(g.lines)
    start = text.rfind("local function f(a, ...)")
    if "goto out" in text[start:] and text[start:].find("local c1") > text[start:].find("goto out") and "local c1" in text[start:]:
        for i in range(len(g.lines)):
            if "goto out" in g.lines[i]:
                g.lines[i] = g.lines[i].replace("goto out end", "P('no goto') end")
    for a in ("1", "2", "3", "4", "5", "6", "nil"):
        if g.chance(0.6):
            g.line("P(%s, %s)" % (a, g.pick("pcall(f, %s, 'x')" % a, "pcall(f, %s)" % a, "coroutine.resume(coroutine.create(f), %s)" % a, "pcall(coroutine.wrap(f), %s)" % a, "xpcall(f, function(m) return m end, %s)" % a)))
    if g.chance(0.5):
        g.line("local co = coroutine.create(f)")
        g.line("P(coroutine.resume(co, 7))")
        g.line("P(coroutine.close(co), coroutine.status(co))")


MEMBERS = ["a", "b", "c", "d", "e", "f1", "g1", "h1"]


@theme(4)
def polymorphism(g):
    """Hot loops over objects of one, a few or many shapes; fields, stores, methods, absent fields."""
    classes = g.pick(1, 2, 3, 6)
    g.line("local Base = {tag = 'base', get = function(self) return self.a end}")
    g.line("Base.__index = Base")
    for i in range(classes):
        g.line("local K%d = setmetatable({tag = %s}, Base)" % (i, g.pick("nil", "'k%d'" % i)))
        g.line("K%d.__index = %s" % (i, g.pick("K%d" % i, "K%d" % i, "Base", "function(t, k) return K%d[k] end" % i)))
        if g.chance(0.6):
            g.line("function K%d:get() return self.b end" % i)
        if g.chance(0.3):
            g.line("K%d.__newindex = %s" % (i, g.pick("function(t, k, v) rawset(t, k, v) end", "Base", "nil")))
        if g.chance(0.4):
            g.line("K%d.%s = %s" % (i, g.pick("__add", "__eq", "__lt", "__len", "__call", "__concat") if False else g.pick("__add", "__eq", "__len", "__call", "__concat"), g.pick("function(x, y) return 'op%d' end" % i, "nil")))
    g.line("local list = {}")
    count = g.pick(2, 4, 8, 14)
    for i in range(count):
        members = [g.choice(MEMBERS) for _ in range(g.pick(1, 2, 3, 4))]
        text = "{%s}" % ", ".join("%s = %s" % (m, g.literal(g.pick("i", "n", "s", "i"))) for m in members)
        g.line("list[%d] = %s" % (i + 1, text if g.chance(0.3) else "setmetatable(%s, K%d)" % (text, g.below(classes))))
    if g.chance(0.3):
        g.line("for i = 1, 140 do list[1]['m' .. i] = i end")
    names = []
    for _ in range(g.pick(2, 3)):
        name = g.name("h")
        names.append(name)
        m, n = g.choice(MEMBERS), g.choice(MEMBERS)
        g.open("local function %s(o, v)" % name)
        g.line("tick()")
        g.line(g.pick("return o.%s" % m, "o.%s = v" % m, "o.%s = v o.%s = v" % (m, n), "return o:get()", "return o.tag", "return o.%s, o.%s" % (m, n), "return o[v]", "o[v] = v return o[v]",
                      "o.%s = (tonumber(o.%s) or 0) + 1 return o.%s" % (m, m, m), "return o:get(), o.tag, o.nothing", "return o.%s == nil, o.nothing" % m, "o.%s = nil" % m, "local k = '%s' o[k] = v return o[k]" % m,
                      "return rawget(o, '%s'), o.%s" % (m, m), "o.%s, o.%s = o.%s, o.%s return o.%s" % (m, n, n, m, m), "if o.%s then return o.%s end return 'none'" % (m, n), "return o.get(o), o.get == Base.get",
                      "return o + v", "return o == list[1]", "local m = debug.getmetatable(o) return m and m.__len and #o", "return o(v)", "return o .. 'x'", "return {%s = o.%s, %s = v}" % (m, n, n), "return (o.%s or o.%s) ~= nil" % (m, n),
                      "local s = 0 for i = 1, 5 do s = s + (tonumber(o.%s) or i) o.%s = i end return s" % (m, m), "for i = 1, 3 do o.%s = i if o.tag == 'stop' then break end end return o.%s" % (m, m)))
        g.close()
    g.open("for round = 1, %d do" % g.pick(2, 3, 4))
    g.open("for i = 1, #list do" if g.chance(0.7) else "for i = #list, 1, -1 do")
    for name in names:
        g.line("P(round, i, pcall(%s, list[i], %s))" % (name, g.pick("i", "'a'", "'b'", "round", "1.0", "nil", "'get'", "i % 2")))
    g.close()
    for _ in range(g.pick(1, 2, 3)):
        o, k = "list[%d]" % (g.below(count) + 1), "K%d" % g.below(classes)
        g.line("pcall(function() %s end)" % g.pick(
            "Base.tag = 'base' .. round", "Base.get = function(self) return 'new' .. round end", "%s.get = %s" % (k, g.pick("nil", "Base.get", "function() return 'own' end", "5")), "%s.tag = round" % k, "%s.nothing = 'something'" % g.pick("Base", k, o), "rawset(%s, 'tag', %s)" % (o, g.pick("nil", "'mine'")),
            "setmetatable(%s, %s)" % (o, k), "setmetatable(%s, nil)" % o, "%s.__index = %s" % (k, g.pick("nil", "Base", k, "function(t, k) return k .. '?' end")), "setmetatable(%s, %s)" % (k, g.pick("nil", "Base")), "for i = 1, 140 do rawset(%s, 'n' .. i, i) end" % g.pick(o, k),
            "for _, m in ipairs({'a', 'b', 'c', 'd'}) do rawset(%s, m, nil) end" % o, "%s = {%s = 1}" % (o, g.choice(MEMBERS)), "%s = setmetatable({%s = 1, %s = 2}, %s)" % (o, g.choice(MEMBERS), g.choice(MEMBERS), k), "%s.__newindex = %s" % (k, g.pick("nil", "function(t, k, v) rawset(t, k, {v}) end", "Base")),
            "Base, %s = %s, Base" % (k, k), "collectgarbage()", "rawset(%s, 'get', function(s, ...) return 'obj get', ... end)" % o, "%s.__call = function(s, v) return v, s.a end" % k, "%s.__add = nil" % k, "%s = %s" % (o, g.literal("a")),
            "for k in pairs(%s) do rawset(%s, k, nil) end" % (o, g.pick(o, o, "Base")), "rawset(Base, 'extra' .. round, 1)", "debug.setmetatable(%s, %s)" % (o, k)))
    g.close()
    g.line("P(list)")


BUILTINS = ["math.floor(v)", "math.abs(v)", "math.max(v, w)", "math.min(v, w)", "math.sqrt(v)", "math.ceil(v)", "math.tointeger(v)", "math.type(v)", "string.byte(v)", "string.byte(v, w)", "string.sub(v, w)", "string.sub(v, 1, w)", "string.char(w)", "string.len(v)", "select('#', v, w)", "select(w, v, w, 1)", "type(v)", "rawget(v, w)", "rawlen(v)", "rawequal(v, w)",
            "tostring(v)", "tonumber(v)", "tonumber(v, w)", "next(v)", "next(v, w)", "ipairs(v)", "#v", "v:byte(w)", "v:sub(w)", "v:len()", "v:upper()", "v:rep(2)", "table.unpack(v)", "table.insert(v, w)", "getmetatable(v)", "setmetatable(v, nil)", "math.fmod(v, w)", "assert(v, w)", "error(v)", "pcall(type, v)", "pcall(v)", "string.format('%s', v)", "string.format('%d', v)",
            "coroutine.isyieldable()", "math.ult(v, w)", "bor(v, w)", "floor(v)", "utf8.char(w)", "string.rep(v, 2)", "string.find(v, w, 1, true)", "table.concat(v)", "math.random(1, 1)", "rawset({}, v, w)"]


@theme(3)
def builtins(g):
    """Calls of library functions with every sort of argument, replaced and restored in between."""
    g.line("local floor = math.floor")
    g.line("local function bor(a, b) return a | b end")
    names = []
    for _ in range(g.pick(2, 3, 4)):
        name, call = g.name("b"), g.choice(BUILTINS)
        names.append((name, call))
        form = g.pick("return %s", "return (%s)", "local r = %s return r", "local r, q = %s return r, q", "if %s then return 1 end return 0", "local s = {%s} return #s > 0", "return 1, %s", "return tostring((%s))", "return %s == nil", "for i = 1, 3 do local x = %s end return 'ok'", "return select('#', %s)")
        if call == "pcall(v)" or call.startswith(("ipairs", "next")):
            form = "return (select('#', %s))"
        g.line("local function %s(v, w) tick() %s end" % (name, form % call))
    values = ["1", "2.5", "'abc'", "'10'", "{}", "{1, 2}", "nil", "true", "-3", "1e300", "math.mininteger", "'\xff'", "print", "2^53", "setmetatable({}, {__index = function(_, i) return i < 3 and i or nil end, __len = function() return 2 end, __tostring = function() return 'T' end})", "-0.0", "0 / 0", "1 / 0", "''", "65"]
    values = [g.choice(values) for _ in range(g.pick(4, 6, 8))]
    g.line("local values, n = {%s}, %d" % (", ".join("[%d] = %s" % (i + 1, v) for i, v in enumerate(values)), len(values)))
    g.open("for round = 1, %d do" % g.pick(2, 3))
    g.open("for i = 1, n do")
    for name, _ in names:
        g.line("P(round, i, pcall(%s, values[i], %s))" % (name, g.pick("1", "2", "'1'", "nil", "values[n + 1 - i]", "-1", "65", "1.5")))
    g.close()
    for _ in range(g.pick(0, 1, 2)):
        _, call = g.choice(names)
        path = call.split("(")[0]
        if "." in path and path[0] != "v":
            g.line("%s = %s" % (path, g.pick("function(...) return 'replaced', ... end", "print and math.abs", "nil", "%s" % path, "setmetatable({}, {__call = function(s, ...) return 'called', ... end})")))
        elif path in ("type", "tostring", "tonumber", "next", "rawget", "rawlen", "select"):
            g.line("_G.%s = %s" % (path, g.pick("function(...) return 'global', ... end" if path != "next" else "nil", "nil", "math.type", path)))
        elif path[0] == "v":
            g.line("debug.getmetatable('').__index = %s" % g.pick("string", "{byte = function(...) return 'my byte', ... end, len = string.len}", "function(s, k) return string[k] end", "nil"))
            g.line("debug.getmetatable('').__index = debug.getmetatable('').__index or string")
        else:
            g.line("floor = math.ceil")
    g.close()


@theme(2)
def globals_(g):
    """Globals, _ENV and environments with metatables."""
    g.line("local env = %s" % g.pick("_ENV", "_ENV", "setmetatable({}, {__index = _ENV})", "setmetatable({P = P, tick = tick, pcall = pcall}, {__index = _G, __newindex = function(t, k, v) rawset(t, k, {v}) end})", "{P = P, tick = tick, pcall = pcall, rawset = rawset}"))
    g.open("local function make(_ENV)")
    g.line("local function get() tick() return ga, gb end")
    g.line("local function set(v) tick() ga = v gb = ga end")
    g.line("local function call(...) return gf(...) end")
    g.line("local function bump() gn = (gn or 0) + 1 return gn end")
    g.line("function gf(...) return 'gf', ... end" if g.chance(0.7) else "gf = nil")
    g.line("return get, set, call, bump")
    g.close()
    g.line("local ok, get, set, call, bump = pcall(make, env)")
    g.open("for round = 1, %d do" % g.pick(3, 4, 6))
    g.open("for i = 1, 3 do")
    for text in ("P(pcall(get))", "P(pcall(set, %s))" % g.literal("a"), "P(pcall(call, round))", "P(pcall(bump))"):
        if g.chance(0.8):
            g.line(text)
    g.close()
    for i in range(1, 6):
        if g.chance(0.6):
            g.line("if round == %d then pcall(function() %s end) end" % (i, g.pick(
                "rawset(env, 'ga', nil)", "env.gf = function() return 'other' end", "env.gf = nil", "env.gn = 1.5", "env.gn = 'x'", "setmetatable(env, {__index = function(_, k) return k .. '?' end})", "setmetatable(env, nil)", "for i = 1, 140 do rawset(env, 'glob' .. i, i) end", "for i = 1, 140 do rawset(env, 'glob' .. i, nil) end",
                "setmetatable(env, {__newindex = function(t, k, v) rawset(t, k, {v}) end})", "rawset(env, 'ga', nil) rawset(env, 'gb', nil)", "debug.setupvalue(get, 1, {ga = 'swapped'})", "debug.upvaluejoin(get, 1, set, 1)", "local _, e2 = pcall(debug.getupvalue, bump, 1) P(e2)", "env = {ga = 1} debug.setupvalue(bump, 1, env)", "ga = 'mine' gb = 'too'", "collectgarbage()", "setmetatable(env, {__index = {ga = 'proto', gn = 7}})")))
    g.close()
    g.line("setmetatable(_ENV, nil)")


@theme(2)
def large(g):
    """Many locals, upvalues, constants, arguments and results; long constructors and jumps."""
    n = g.pick(20, 60, 120, 190)
    style = g.below(7)
    if style == 0:
        g.open("local function wide(...)")
        g.line("local %s = ..." % ", ".join("l%d" % i for i in range(n)))
        for _ in range(g.pick(2, 4)):
            g.line("l%d = %s" % (g.below(n), g.pick("(l%d or 0) + 1" % g.below(n), "l%d" % g.below(n), "{l%d, l%d, ...}" % (g.below(n), g.below(n)), "select('#', ...)", "(function() return l%d, l%d end)()" % (g.below(n), g.below(n)), "l0 .. l1 .. (l2 or '')", "(l0 or 1) < (l1 or 2)")))
        g.line("return l0, l%d, select('#', ...), %s" % (n - 1, ", ".join("l%d" % g.below(n) for _ in range(3))))
        g.close()
        for count in (0, 1, n, 250):
            g.line("P(pcall(wide, table.unpack({}, 1, %d)))" % count)
            g.line("P(pcall(wide, table.unpack({%s}, 1, %d)))" % (", ".join(str(i) for i in range(g.below(40))), count))
    elif style == 1:
        g.line("local t = {%s}" % ", ".join(g.literal(g.pick("i", "n", "s")) if g.chance(0.9) else "k%d = %d" % (i, i) for i in range(n * 2)))
        g.line("P(#t, t[1], t[50], t[%d], t.k3)" % n)
        g.line("local u = {%s, table.unpack(t, 1, 60)}" % ", ".join(str(i) for i in range(n)))
        g.line("P(#u, u[%d], u[#u], (select('#', table.unpack(t))))" % n)
    elif style == 2:
        g.open("local function constants(x)")
        for i in range(min(n, 80)):
            g.line("if x == %d then return 'c%d', %d.5, %d end" % (i * 3, i, i, i * 1000003))
        g.line("local t = {}")
        for i in range(0, 300, 7):
            g.line("t.field%d = 'value%d'" % (i, i))
        g.line("return t.field%d, t.field%d + 1" % (g.below(40) * 7, g.below(300)))
        g.close()
        g.line("for _, x in ipairs({0, 3, 30, 237, 1000, 3.0}) do P(pcall(constants, x)) end")
    elif style == 3:
        for i in range(min(n, 100)):
            g.line("local u%d = %d" % (i, i))
        n = min(n, 100)
        g.open("local function upvalues(k)")
        for _ in range(3):
            g.line("u%d = u%d + (k or u%d)" % (g.below(n), g.below(n), g.below(n)))
        g.line("return %s" % ", ".join("u%d" % i for i in range(0, n, 3)))
        g.close()
        g.line("P(pcall(upvalues, 1))")
        g.line("P(pcall(upvalues, 0.5))")
        g.line("P(pcall(upvalues, {}))")
        g.line("P(pcall(upvalues))")
    elif style == 4:
        g.line("local function count(...) return select('#', ...), (select(-1, ...)) end")
        g.line("local function pass(...) return ... end")
        g.line("local function add(...) local s = 0 for i = 1, select('#', ...) do s = s + (select(i, ...)) end return s end")
        g.line("local many = {} for i = 1, %d do many[i] = i end" % g.pick(10, 200, 900))
        g.line("P(count(table.unpack(many)))")
        g.line("P(count(1, 2, pass(table.unpack(many))))")
        g.line("P(count(pass(table.unpack(many)), 'x'))")
        g.line("P(add(pass(table.unpack(many, 1, math.min(#many, 60)))))")
        g.line("P(pcall(string.char, table.unpack(many, 60, math.min(#many, 90))))")
        g.line("P(#{pass(table.unpack(many))}, math.max(table.unpack(many)))")
        g.line("P(coroutine.resume(coroutine.create(function(...) return count(coroutine.yield(...)) end), table.unpack(many, 1, 5)))")
        g.line("local w = coroutine.wrap(function(...) return count(coroutine.yield(count(...))) end)")
        g.line("P(w(table.unpack(many))) P(w(table.unpack(many)))")
    elif style == 5:
        g.open("local function nested(d, ...)")
        g.line("tick()")
        g.line("if d == 0 then return ... end")
        g.line("return %s" % g.pick("nested(d - 1, d, ...)", "(nested(d - 1, ...))", "nested(d - 1, ...), d", "select('#', nested(d - 1, d, ...))", "d + #{nested(d - 1, d, ...)}", "pcall(nested, d - 1, ...)"))
        g.close()
        g.line("P(pcall(nested, %d, 'x'))" % g.pick(3, 10, 60) if "pcall(nested, d" not in g.lines[-2] else "P(pcall(nested, 12, 'x'))")
    else:
        g.open("local function long(x, out)")
        g.open("for i = 1, 3 do")
        g.line("tick()")
        for i in range(min(n, 120)):
            g.line(g.pick("if x == %d then goto continue end" % i, "out[#out + 1] = x", "x = x + 1", "if x > %d then break end" % (i * 5), "local l%d = x" % i if i < 0 else "x = x + %d" % i, "if #out > 20 then return out, x end", "out.k%d = x" % (i % 9)))
        g.line("::continue::")
        g.line("out.n = i")
        g.close()
        g.line("return out, x")
        g.close()
        g.line("for x = 0, 30, 6 do P(pcall(long, x, {})) end")


@theme(2)
def statements(g):
    """A block of random statements as they come."""
    g.open("P(pcall(function(...)")
    g.vararg = True
    g.body(g.pick(6, 10, 14))
    g.vararg = False
    g.close("end, 1, 'two', 3.0))")
