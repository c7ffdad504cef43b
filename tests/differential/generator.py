"""Random valid Lua 5.4 programs: program(seed) returns the text of one.

The same seed gives the same text. What the manual leaves open stays out: the order of pairs, the
length of tables with holes, addresses, the depth of stacks, the order in which sort compares. Every
loop and function calls tick() of driver.lua, which ends runaway programs in the same place everywhere;
functions call only what was defined before them, so that no recursion reaches a limit.

One statement stands on each line and blocks are indented: minimize.py depends on both.

Kinds, as the generator tracks them: n number, i integer, s string, b boolean, t table with string
keys, q sequence (never a hole), f function, a anything.
"""

import random
import re

INTEGERS = ["0", "1", "2", "3", "4", "5", "-1", "-2", "7", "10", "31", "32", "63", "64", "65", "-63", "-64", "127",
            "128", "255", "256", "65535", "65536", "-128", "0x7fffffff", "0x80000000", "0xffffffff", "1 << 53",
            "(1 << 53) + 1", "math.maxinteger", "math.mininteger", "math.maxinteger - 1", "math.mininteger + 1",
            "0xffffffffffffffff", "1 << 62", "1 << 63", "100", "1000", "-100", "9007199254740993"]
FLOATS = ["0.0", "-0.0", "0.5", "-0.5", "1.0", "2.0", "-1.0", "3.0", "1.5", "2.5", "-3.7", "100.0", "1e15", "1e16",
          "1e100", "1e308", "-1e308", "5e-324", "2^53", "2^53 + 2", "2^63", "-2^63", "2^62", "0x1p-1074", "1 / 0", "-1 / 0",
          "0.1", "1e300 * 1e10", "0 / 0", "3.14159", "9223372036854775807.0", "1e19", "4294967296.0"]
STRINGS = ['""', '"a"', '"b"', '"abc"', '"hello"', '"Hello World"', '"10"', '"0x10"', '"1e1"', '" 5 "', '"-3"', '"2.5"',
           '"0x1p4"', '"1e"', '"abc\\0def"', '"\\xe4\\xf6"', '"\\u{20AC}uro"', '"x"', '"y"', '"key"', '"  trim  "',
           '"a,b,c"', '"line\\nline"', '"%d"', '"%"', '"[x]"', '"aXbXc"', '"9223372036854775807"', '"9223372036854775808"',
           '"-9223372036854775808"', '"0x7fffffffffffffff"', '"nan"', '"inf"', '"1 2"', '"a longer string, of more than forty bytes in all"',
           '"key=value; k2=v2"', '"THE (quick) fox"', '"0b1"', '"1_000"', '"0x"', '"."', '"1."', '".5"', '"0x.8"', '"1e+"']
FIELDS = ["x", "y", "z", "k", "name", "n", "size"]
ARITHMETIC = ["+", "-", "*", "/", "//", "%", "+", "-", "*"]
BITWISE = ["&", "|", "~", "<<", ">>"]
COMPARE = ["<", "<=", ">", ">=", "==", "~="]

NO_NAME = re.compile(r"[^a-zA-Z]*$")


class Variable:
    """A name that expressions may use. constant: it cannot be assigned."""
    __slots__ = ("name", "kind", "constant", "parameters", "result")

    def __init__(self, name, kind, constant=False, parameters=None, result="a"):
        self.name, self.kind, self.constant = name, kind, constant
        self.parameters, self.result = parameters, result


class Writer:
    """Lines, indentation, names and scopes."""

    def __init__(self, seed):
        self.seed = seed
        self.rng = random.Random(seed)
        self.random = self.rng.random
        self.lines = []
        self.indent = ""
        self.scopes = [[]]
        self.names = 0
        self.loops = 0               # loops around this statement, in this function
        self.blocks = 0              # blocks around this statement
        self.vararg = False
        self.pure = False            # no calls of function variables
        self.budget = 0

    def choice(self, items):
        return items[int(self.random() * len(items))]

    def chance(self, share):
        return self.random() < share

    def below(self, n):
        return int(self.random() * n)

    def pick(self, *items):
        return items[int(self.random() * len(items))]

    def line(self, text):
        self.lines.append(self.indent + text)

    def open(self, text):
        self.line(text)
        self.indent += "  "
        self.scopes.append([])
        self.blocks += 1

    def close(self, text="end"):
        self.indent = self.indent[2:]
        self.scopes.pop()
        self.blocks -= 1
        self.line(text)

    def middle(self, text):
        self.close(text)
        self.indent += "  "
        self.scopes.append([])
        self.blocks += 1

    def name(self, prefix="v"):
        self.names += 1
        return prefix + str(self.names)

    def declare(self, name, kind, constant=False, parameters=None, result="a"):
        variable = Variable(name, kind, constant, parameters, result)
        self.scopes[-1].append(variable)
        return variable

    def visible(self, kinds):
        return [v for scope in self.scopes for v in scope if v.kind in kinds]

    def assignable(self, kinds):
        return [v for scope in self.scopes for v in scope if v.kind in kinds and not v.constant]


class Expressions(Writer):
    """Text of expressions; nothing here writes lines."""

    def literal(self, kind):
        if kind == "i":
            return self.choice(INTEGERS) if self.chance(0.3) else str(self.below(12) - 1)
        if kind == "n":
            return self.choice(FLOATS) if self.chance(0.4) else self.literal("i")
        if kind == "s":
            return self.choice(STRINGS)
        if kind == "b":
            return self.pick("true", "false")
        if kind == "t":
            return self.table_literal(0)
        if kind == "q":
            return self.sequence_literal(0)
        if kind == "f":
            return self.pick("math.abs", "string.upper", "type", "tostring", "math.floor", "function() end",
                             "function(a) return a end", "function(...) return ... end",
                             "function(a, b) return b, a end", "select", "math.max", "rawlen")
        return self.pick("nil", "true", "false", self.literal("n"), self.literal("i"), self.literal("s"), "{}")

    def mistake(self):
        return self.pick("nil", "true", "{}", '"x"', "12", "2.5", "undefined", "({}).x", "print", '"7"', "(nil).x",
                         "P.x", "({n = 1}).m", "undefined.x.y", "math.nothing", '("a").b', "-{}", "#5", '("x" .. {})',
                         "undefined()", "({})()", '("x"):nothing()', "(1 < {})", '(2 & 1.5)', '("a" | 1)', "(1 // 0)",
                         "(1 % 0)", '("x" < 1)', "({} < {})", "(2^53 | 1e100)", "~2.5")

    def variable(self, kinds):
        found = self.visible(kinds)
        if not found:
            return None
        if len(found) > 3 and self.chance(0.5):
            return self.choice(found[-4:]).name
        return self.choice(found).name

    def table_literal(self, depth):
        count = self.pick(0, 1, 2, 2, 3, 3, 4, 6)
        parts = []
        for _ in range(count):
            kind = self.pick("n", "s", "a", "i")
            style = self.below(10)
            if style < 7:
                parts.append("%s = %s" % (self.choice(FIELDS), self.expr(kind, depth + 1)))
            elif style < 8:
                parts.append("[%s] = %s" % (self.literal(self.pick("i", "s", "n")).replace("0 / 0", "0.25"),
                                            self.expr(kind, depth + 1)))
            else:
                parts.append("[%s] = %s" % (self.pick("true", "1.0", "2^53", '"q r"', "1", "2", "-1"), self.expr(kind, depth + 1)))
        return "{" + ", ".join(parts) + "}"

    def sequence_literal(self, depth):
        kind = self.pick("n", "i", "i", "s")
        return "{" + ", ".join(self.solid(kind, depth + 1) for _ in range(self.pick(0, 1, 2, 3, 3, 4, 5, 9))) + "}"

    def solid(self, kind, depth):
        """An expression that is not nil, whatever its operands hold."""
        if self.chance(0.6):
            return self.literal(kind)
        return "(%s or 0)" % self.expr(kind, depth)

    def expr(self, kind, depth=0):
        roll = self.random()
        if roll < 0.012:
            return self.mistake()
        if roll < 0.45 or (depth > 3 and roll < 0.75):
            kinds = {"n": "ni", "a": "nisbtqa"}.get(kind, kind)
            found = self.variable(kinds)
            if found:
                return found
        if depth > 3:
            return self.literal(kind)
        if roll < 0.52:
            return self.literal(kind)
        if roll < 0.60:
            called = self.call_of(kind, depth)
            if called:
                return called
        return getattr(self, "expr_" + kind)(depth + 1)

    def call_of(self, kind, depth):
        if self.pure:
            return None
        found = [v for v in self.visible("f") if v.parameters is not None and (v.result == kind or kind == "a")]
        if not found:
            return None
        function = self.choice(found)
        return "%s(%s)" % (function.name, self.arguments(function, depth))

    def arguments(self, function, depth=2):
        return ", ".join(self.expr(kind, depth + 1) for kind in function.parameters)

    def expr_n(self, depth):
        pick = self.below(16)
        if pick < 7:
            left, operator, right = self.expr("n", depth), self.choice(ARITHMETIC), self.expr("n", depth)
            if operator == "-" and NO_NAME.match(right):
                operator = "+"           # -0.0 - 0 is 0.0 in PUC Lua when the second one is a constant
            return "(%s %s %s)" % (left, operator, right)
        if pick == 7:
            return "(- %s)" % self.expr("n", depth)
        if pick == 8:
            return "(%s ^ %s)" % (self.expr("n", depth), self.pick("2", "0.5", "3", "-1", self.expr("n", depth)))
        if pick == 9:
            return "%s.%s" % (self.expr_prefix("t"), self.choice(FIELDS))
        if pick == 10:
            return self.pick("math.floor(%s)", "math.ceil(%s)", "math.abs(%s)", "math.sqrt(%s)", "math.tointeger(%s)", "math.modf(%s)",
                             "tonumber(%s)", "math.max(1, %s)", "math.min(2.5, %s)", "math.fmod(%s, 3)", "math.fmod(7, %s)",
                             "math.ult(1, %s)", "math.type(%s)") % self.expr("n", depth)
        if pick == 11:
            return "(%s and %s or %s)" % (self.variable("b") or "(%s < 2)" % self.expr("i", depth), self.expr("n", depth), self.expr("n", depth))
        if pick == 12:
            return "%s[%s]" % (self.expr_prefix("q"), self.expr("i", depth))
        if pick == 13 and self.vararg:
            return self.pick("(...)", "select('#', ...)", "(select(2, ...))", "(select(-1, ...))")
        return self.expr_i(depth)

    def expr_prefix(self, kind):
        found = self.variable(kind)
        return found if found else "(%s)" % self.literal(kind)

    def expr_i(self, depth):
        pick = self.below(14)
        if pick < 5:
            return "(%s %s %s)" % (self.expr("i", depth), self.pick("+", "-", "*", "//", "%"), self.expr("i", depth))
        if pick < 8:
            return "(%s %s %s)" % (self.expr("i", depth), self.choice(BITWISE), self.expr(self.pick("i", "i", "i", "n"), depth))
        if pick == 8:
            return "(~%s)" % self.expr("i", depth)
        if pick == 9:
            return "#" + self.expr_prefix("q")
        if pick == 10:
            return "#" + self.expr_prefix("s")
        if pick == 11:
            return self.pick("string.byte(%s)", "(%s):byte(-1)", "#(%s)", "string.len(%s)", "tonumber(%s)", "(%s):len()",
                             "select('#', %s)", "utf8.len(%s)", "tonumber(%s, 16)", "math.tointeger(%s)") % self.expr("s", depth)
        if pick == 12:
            return "(%s // 1 | 0)" % self.expr("i", depth)
        return self.literal("i")

    def expr_s(self, depth):
        pick = self.below(14)
        if pick < 4:
            return "(%s .. %s)" % (self.expr("s", depth), self.expr(self.pick("s", "i", "s", "n"), depth))
        if pick == 4:
            return "(%s .. %s .. %s)" % (self.expr("s", depth), self.expr("i", depth), self.expr("s", depth))
        if pick == 5:
            return "(%s):sub(%s, %s)" % (self.expr("s", depth), self.expr("i", depth), self.expr("i", depth))
        if pick == 6:
            return self.pick("string.upper(%s)", "(%s):lower()", "string.reverse(%s)", "(%s):rep(2)", "(%s):rep(2, ',')",
                             "tostring(%s)", "type(%s)", "(%s):gsub('%%w', '%%0%%0')", "(%s):match('%%a+')", "string.sub(%s, 2)",
                             "(%s):gsub('a', {a = 1})", "string.format('%%q', %s)", "string.format('%%5s|', %s)") % self.expr("s", depth)
        if pick == 7:
            return "tostring(%s)" % self.expr(self.pick("n", "i", "b"), depth)
        if pick == 8:
            return "string.format(%s, %s)" % (self.pick('"%d"', '"%5.2f"', '"%g"', '"%x"', '"%s"', '"%q"', '"%i|"', '"%.3s"', '"%a"', '"%c"'),
                                              self.expr(self.pick("n", "i", "i"), depth))
        if pick == 9:
            return "(%s %s %s)" % (self.expr("s", depth), self.pick("or", "and"), self.expr("s", depth))
        if pick == 10:
            return "table.concat(%s%s)" % (self.expr_prefix("q"), self.pick("", ", ','", ", '-', 1, 2"))
        if pick == 11:
            return "%s.%s" % (self.expr_prefix("t"), self.choice(FIELDS))
        if pick == 12:
            return "string.char(%s %% 128)" % self.expr("i", depth)
        return self.literal("s")

    def expr_b(self, depth):
        pick = self.below(10)
        if pick < 4:
            kind = self.pick("n", "n", "i", "s")
            return "(%s %s %s)" % (self.expr(kind, depth), self.choice(COMPARE), self.expr(kind, depth))
        if pick == 4:
            return "(not %s)" % self.expr("b", depth)
        if pick == 5:
            return "(%s %s %s)" % (self.expr("b", depth), self.pick("and", "or"), self.expr("b", depth))
        if pick == 6:
            return "(%s %s %s)" % (self.expr("a", depth), self.pick("==", "~="), self.expr("a", depth))
        if pick == 7:
            return "(%s.%s == %s)" % (self.expr_prefix("t"), self.choice(FIELDS), self.literal("a"))
        if pick == 8:
            return "rawequal(%s, %s)" % (self.expr("a", depth), self.expr("a", depth))
        return self.literal("b")

    def expr_t(self, depth):
        pick = self.below(8)
        if pick == 0 and not self.pure:
            return "setmetatable(%s, {__index = function(_, k) return k end})" % self.table_literal(depth)
        if pick == 1:
            return "setmetatable(%s, {__index = %s})" % (self.table_literal(depth), self.expr("t", depth))
        if pick == 2 and self.vararg:
            return self.pick("{...}", "table.pack(...)", "{x = ..., ...}", "{..., y = 1}")
        return self.table_literal(depth)

    def expr_q(self, depth):
        pick = self.below(6)
        if pick == 0:
            return "table.move(%s, 1, 2, 1, {0, 0})" % self.expr_prefix("q")
        return self.sequence_literal(depth)

    def expr_f(self, depth):
        if self.chance(0.5):
            return self.literal("f")
        saved, self.pure, vararg, self.vararg = self.pure, True, self.vararg, False
        self.scopes.append([])
        a, b = self.name("a"), self.name("a")
        self.declare(a, "n")
        self.declare(b, "a")
        text = "function(%s, %s) return %s end" % (a, b, self.expr(self.pick("n", "s", "b", "a"), depth + 1))
        self.scopes.pop()
        self.pure, self.vararg = saved, vararg
        return text

    def expr_a(self, depth):
        return self.expr(self.pick("n", "i", "s", "b", "t", "n"), depth)


class Statements(Expressions):
    """Statements of every sort, in any scope."""

    def body(self, count, tick=True):
        if tick:
            self.line("tick()")
        for _ in range(count):
            self.statement()

    def statement(self):
        if self.budget <= 0:
            return
        self.budget -= 1
        if self.blocks > 5:
            return self.st_local() if self.chance(0.5) else self.st_assign()
        self.choice(STATEMENTS)(self)

    def st_local(self):
        count = self.pick(1, 1, 1, 2, 3)
        kinds = [self.pick("n", "n", "i", "i", "s", "s", "t", "q", "b") for _ in range(count)]
        names = [self.name() for _ in range(count)]
        attributes = [" <const>" if self.chance(0.08) else "" for _ in range(count)]
        values = [self.expr(kind) for kind in kinds]
        self.line("local %s = %s" % (", ".join(n + a for n, a in zip(names, attributes)), ", ".join(values)))
        for n, kind, attribute in zip(names, kinds, attributes):
            self.declare(n, kind, attribute != "")

    def st_local_call(self):
        names = [self.name(), self.name()]
        call = self.call_of("a", 1)
        self.line("local %s = %s" % (", ".join(names), call or self.pick("nil", "1", self.expr("n") + ", 2")))
        for n in names:
            self.declare(n, "a")

    def st_assign(self):
        found = self.assignable("nisba")
        if not found:
            return self.st_local()
        v = self.choice(found)
        text = self.expr(v.kind)
        self.line("%s = %s" % (v.name, "CUT(%s)" % text if v.kind in "sa" else text))

    def st_assign_many(self):
        targets = []
        for _ in range(self.pick(2, 2, 3)):
            roll = self.below(5)
            found = self.assignable("nia")
            if roll < 2 and found:
                targets.append(self.choice(found).name)
            elif roll < 4 and self.visible("t"):
                targets.append("%s.%s" % (self.variable("t"), self.choice(FIELDS)))
            else:
                targets.append("g" + str(self.below(4)))
        values = [self.expr(self.pick("n", "i")) for _ in range(self.pick(1, 2, 2, 3))]
        self.line("%s = %s" % (", ".join(targets), ", ".join(values)))

    def st_swap(self):
        found = [v.name for v in self.assignable("n")]
        if len(found) < 2:
            return self.st_local()
        a, b = self.choice(found), self.choice(found)
        self.line("%s, %s = %s, %s" % (a, b, b, a))

    def st_field(self):
        t = self.variable("t")
        if not t:
            return self.st_local()
        kind = self.pick("n", "i", "s", "n", "a", "b")
        key = self.choice(FIELDS)
        style = self.below(10)
        if style < 6:
            self.line("%s.%s = CUT(%s)" % (t, key, self.expr(kind)))
        elif style < 7:
            self.line("%s.%s = nil" % (t, key))
        elif style < 8:
            self.line("%s[%s] = CUT(%s)" % (t, self.expr(self.pick("s", "i", "n")), self.expr(kind)))
        elif style < 9:
            self.line("%s.%s = (%s.%s or 0) %s %s" % (t, key, t, key, self.pick("+", "-", "*"), self.expr("n")))
        else:
            self.line("rawset(%s, %s, CUT(%s))" % (t, self.literal("s"), self.expr(kind)))

    def st_sequence(self):
        q = self.variable("q")
        if not q:
            name = self.name()
            self.line("local %s = %s" % (name, self.sequence_literal(1)))
            self.declare(name, "q")
            return
        value = self.solid(self.pick("i", "n", "s"), 1)
        self.line(self.pick("%s[#%s + 1] = %s" % (q, q, value),
                            "table.insert(%s, CUT(%s))" % (q, value),
                            "table.insert(%s, 1, CUT(%s))" % (q, value),
                            "table.insert(%s, %s, CUT(%s))" % (q, self.expr("i"), value),
                            "P(table.remove(%s))" % q,
                            "P(table.remove(%s, 1))" % q,
                            "P(table.remove(%s, %s))" % (q, self.expr("i")),
                            "%s[#%s] = nil" % (q, q),
                            "if %s[2] then %s[2] = %s end" % (q, q, value),
                            "if #%s > 20 then for i = #%s, 5, -1 do %s[i] = nil end end" % (q, q, q),
                            "P(#%s, %s[1], %s[#%s])" % (q, q, q, q),
                            "P(table.unpack(%s))" % q,
                            "P(table.unpack(%s, %s, 3))" % (q, self.pick("1", "2", "0", "-1"))))

    def st_if(self):
        self.open("if %s then" % self.expr("b"))
        self.body(self.pick(1, 2), tick=False)
        for _ in range(self.pick(0, 0, 1, 2)):
            self.middle("elseif %s then" % self.expr("b"))
            self.body(1, tick=False)
        if self.chance(0.5):
            self.middle("else")
            self.body(self.pick(1, 2), tick=False)
        self.close()

    def loop_body(self, count, label=True):
        """The inside of a loop: a break or a goto continue may stand in it."""
        self.loops += 1
        target = self.name("continue") if label and self.chance(0.2) else None
        self.line("tick()")
        for _ in range(count):
            self.statement()
            if target and self.chance(0.4):
                self.line("if %s then goto %s end" % (self.expr("b"), target))
            elif self.chance(0.08):
                self.line("if %s then break end" % self.expr("b"))
        if target:
            self.line("::%s::" % target)
        self.loops -= 1

    def st_while(self):
        count = self.name("w")
        self.line("local %s = 0" % count)
        self.declare(count, "i", constant=True)
        self.open("while %s < %d and %s do" % (count, self.pick(2, 3, 5), self.pick("true", self.expr("b"))))
        self.line("%s = %s + 1" % (count, count))
        self.loop_body(self.pick(1, 2, 3))
        self.close()

    def st_repeat(self):
        count, seen = self.name("w"), self.name()
        self.line("local %s = 0" % count)
        self.declare(count, "i", constant=True)
        self.open("repeat")
        self.line("%s = %s + 1" % (count, count))
        self.line("local %s = %s" % (seen, self.expr("n")))
        self.declare(seen, "n")
        self.loop_body(self.pick(1, 2), label=False)
        self.close("until %s >= %d or %s == %s" % (count, self.pick(2, 3, 4), seen, self.literal("n")))

    def st_for(self):
        name = self.name("i")
        limits = self.pick("1, 3", "1, 5", "3, 1, -1", "1, 0", "10, 1, -4", "1, 10, 3", "1.0, 3", "1, 2.5", "0.5, 2, 0.5", "1, 3, 1.0",
                           "3, 1.5, -0.5", "math.maxinteger - 2, math.maxinteger", "math.mininteger + 2, math.mininteger, -1",
                           "math.maxinteger - 1, math.huge", "1, 4, math.maxinteger", "-1, -3, -1", "2, 1", "0, -0.0",
                           "%s, %s + 3" % (self.literal("i"), self.literal("i")) if self.chance(0.1) else "1, 4", "1, #%s" % self.expr_prefix("q"),
                           "1, 3, %s" % self.literal("i"), '"1", 2', "1, {}", "1, 10, 0", "1, 2^53, 2^52", "1, -math.huge", "0.1, 0.3, 0.1",
                           "%s, %s, %s" % (self.expr("i"), self.expr("i"), "1 << 61"))
        if "+ 3" in limits or "maxinteger - 1, math.huge" in limits:
            self.open("for %s = %s do" % (name, limits))
        else:
            self.open("for %s = %s do" % (name, limits))
        self.declare(name, "n", constant=not self.chance(0.05))
        self.loop_body(self.pick(1, 2, 3))
        if self.chance(0.3) and not self.lines[-1].endswith("::"):     # a label must stay last
            self.line("if %s then break end" % self.expr("b"))
        self.close()

    def st_generic(self):
        a, b = self.name("k"), self.name("e")
        q, t = self.expr_prefix("q"), self.expr_prefix("t")
        style = self.below(8)
        if style < 3:
            self.open("for %s, %s in %s do" % (a, b, self.pick("ipairs(%s)" % q, "next, %s" % q if False else "ipairs(%s)" % q)))
            self.declare(a, "i", True)
            self.declare(b, "a")
            self.loop_body(self.pick(1, 2))
            self.close()
        elif style == 3:
            self.open("for _, %s in ipairs(KEYS(%s)) do" % (a, t))
            self.line("P(%s, %s[%s])" % (a, t, a))
            self.close()
        elif style == 4:
            n = self.name()
            self.line("local %s = 0" % n)
            self.open("for %s, %s in %s do" % (a, b, self.pick("pairs(%s)" % t, "next, %s" % t, "pairs(%s)" % q)))
            self.line("tick()")
            self.line("if INT(%s) then %s = %s + %s end" % (b, n, n, b))
            if self.chance(0.5):
                self.line("if %s then %s[%s] = nil end" % (self.pick("%s == 'x'" % a, "type(%s) == 'string'" % a, "true") if self.chance(0.5) else "%s == 'y'" % a, t, a)
                          if self.lines[-3].find("(" + t + ")") > 0 and t[0] == "v" else "%s = %s + 1" % (n, n))
            self.close()
            self.line("P(%s)" % n)
            self.declare(n, "i")
        elif style == 5:
            self.open("for %s, %s in string.gmatch(%s, %s) do" % (a, b, self.expr("s"), self.pick('"%a"', '"(%w)(%w)"', '"()"', '"[^,]+"', '"(.)()"')))
            self.declare(a, "a")
            self.loop_body(1)
            self.close()
        elif style == 6:
            self.open("for %s, %s in %s do" % (a, b, self.pick(
                "(function(s, c) if c < s then return c + 1, c * c end end), 3, 0",
                "coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, i * i) end end)",
                "(function(s, c) if c < 2 then return c + 1 end end), nil, 0, setmetatable({}, {__close = function(_, e) P('closed', e) end})",
                "setmetatable({}, {__call = function(self, s, c) if c < 2 then return c + 1, s end end}), 'state', 0",
                "select(1, next), {10}", "pairs(setmetatable({}, {__pairs = function(t) return function(_, k) if not k then return 1, 2 end end, t, nil end}))",
                "nil", "5, 2", "{}")))
            self.declare(a, "n", True)
            self.declare(b, "a")
            self.loop_body(self.pick(1, 2))
            self.close()
        else:
            self.open("for %s, %s in pairs({%s = 1}) do" % (a, b, self.choice(FIELDS)))
            self.declare(a, "s", True)
            self.declare(b, "i")
            self.loop_body(1)
            self.close()

    def st_goto(self):
        label, count = self.name("again"), self.name("w")
        self.open("do")
        self.line("local %s = 0" % count)
        self.line("::%s::" % label)
        self.line("tick()")
        self.line("%s = %s + 1" % (count, count))
        inner = self.name()
        if self.chance(0.5):
            self.open("do")
            self.line("local %s = %s" % (inner, count))
            self.line("fs[#fs + 1] = function() %s = %s + 1 return %s end" % (inner, inner, inner))
            self.body(1, tick=False)
            self.line("if %s < %d then goto %s end" % (count, self.pick(2, 3), label))
            self.close()
        else:
            self.body(self.pick(1, 2), tick=False)
            self.line("if %s < %d then goto %s end" % (count, self.pick(2, 3), label))
        self.close()

    def st_closures(self):
        """A closure for each turn, kept in the program's list fs and called later."""
        i, v = self.name("i"), self.name()
        self.open("for %s = 1, %d do" % (i, self.pick(2, 3)))
        self.line("tick()")
        self.declare(i, "i", True)
        self.line("local %s = %s" % (v, self.expr("n")))
        self.declare(v, "n")
        self.line("fs[#fs + 1] = function(a) %s = %s %s (a or 1) return %s, %s end" % (v, v, self.pick("+", "-", "*", "or"), v, i))
        if self.chance(0.4):
            self.line("fs[#fs + 1] = function() return %s end" % v)
        if self.chance(0.3):
            self.line("if %s == 2 then %s end" % (i, self.pick("break", "goto out%s" % v)))
            if "goto" in self.lines[-1]:
                self.line("::out%s::" % v)
        self.close()
        self.line("P(pcall(fs[%s]%s))" % (self.pick("1", "#fs", "2"), self.pick("", ", 2", ", 'x'")))

    def st_close_block(self):
        v = self.name("c")
        self.open("do")
        self.line("local %s <close> = %s" % (v, self.pick(
            "setmetatable({}, {__close = function(o, e) P('close', e) end})",
            "setmetatable({}, {__close = function(o, e) P('close', e) error('in close', 0) end})",
            "nil", "false", "setmetatable({}, {__close = function(o, e) P('close %s', e) end})" % v, "{}" if self.chance(0.2) else "nil")))
        self.declare(v, "a", constant=True)
        self.body(self.pick(1, 2, 3), tick=False)
        if self.chance(0.15):
            self.line("if %s then error(%s) end" % (self.expr("b"), self.literal("a")))
        elif self.chance(0.15):
            self.line("if %s then return %s end" % (self.expr("b"), self.expr("n")))
        elif self.loops and self.chance(0.3):
            self.line("if %s then break end" % self.expr("b"))
        self.close()

    def st_print(self):
        self.line("P(%s)" % ", ".join(self.expr(self.pick("n", "i", "s", "b", "t", "q", "a", "a")) for _ in range(self.pick(1, 2, 3))))

    def st_pcall(self):
        style = self.below(6)
        if style < 2:
            self.open("P(pcall(function(...)")
            saved = self.vararg, self.loops
            self.vararg, self.loops = True, 0
            self.body(self.pick(1, 2, 3))
            self.line("return %s" % self.pick("...", self.expr("n"), self.expr("s") + ", 1"))
            self.vararg, self.loops = saved
            self.close("end%s))" % self.pick("", ", 1, 2", ", " + self.expr("a")))
        elif style < 4:
            self.line("P(pcall(error%s))" % self.pick("", ", nil", ", 'm', 0", ", 'm', 2", ", {code = 1}", ", 12", ", true, 1"))
        elif style == 4:
            self.open("P(xpcall(function()")
            saved = self.vararg, self.loops
            self.vararg, self.loops = False, 0
            self.body(self.pick(1, 2))
            if self.chance(0.5):
                self.line("local x = %s" % self.mistake())
            self.vararg, self.loops = saved
            self.close("end, function(m) return 'H:' .. S(m) end))")
        else:
            self.line("P(pcall(%s, %s))" % (self.expr("f"), ", ".join(self.expr("a") for _ in range(self.pick(1, 2)))))

    def st_call(self):
        call = self.call_of("a", 1)
        if call:
            self.line(self.pick("P(%s)", "P(pcall(%s))", "local _ = %s") % (call if self.chance(0.9) else "1") if False else "P(%s)" % call)
        else:
            self.st_local()

    def st_return(self):
        self.line("if %s then return %s end" % (self.expr("b"), self.pick("", self.expr("n"), self.expr("s") + ", " + self.expr("n"), self.call_of("a", 2) or "nil",
                                                                       "..." if self.vararg else "nil")))

    def st_error(self):
        self.line("if %s then error(%s) end" % (self.expr("b"), self.pick("'boom'", "{}", "nil", "'lvl', 2", "'zero', 0", "42", self.expr("s"))))

    def st_method(self):
        t = self.variable("t")
        if not t or self.pure:
            return self.st_local()
        m = self.pick("get", "put")
        self.open("function %s:%s(v)" % (t, m))
        self.line("tick()")
        self.line(self.pick("self.x = v", "self.n = (self.n or 0) + 1", "if v then self[v] = self.n end"))
        self.line("return self.x, v, %s" % self.pick("self.n", "self.size", "self ~= nil", "1"))
        self.close()
        self.line("P(%s:%s(%s))" % (t, m, self.expr("n")))

    def st_coroutine(self):
        co = self.name("co")
        self.open("local %s = coroutine.%s(function(...)" % (co, self.pick("create", "wrap")))
        wrap = "wrap" in self.lines[-1]
        saved = self.vararg, self.loops
        self.vararg, self.loops = True, 0
        y = self.name()
        self.line("local %s = ..." % y)
        self.declare(y, "a")
        for _ in range(self.pick(1, 2, 3)):
            self.body(1)
            self.line(self.pick("%s = coroutine.yield(%s)", "P(coroutine.yield(%s, %s))", "P('y', pcall(coroutine.yield, %s, %s))",
                                "for i = 1, 2 do coroutine.yield(i, %s, %s) end") .replace("%s", y, 1).replace("%s", self.expr("n"), 1))
        if self.chance(0.3):
            self.line("local z = %s" % self.mistake())
        self.line("return 'done', ...")
        self.vararg, self.loops = saved
        self.close("end)")
        for _ in range(self.pick(2, 3, 5)):
            if wrap:
                self.line("P(pcall(%s, %s))" % (co, self.expr("n")))
            else:
                self.line("P(coroutine.resume(%s, %s))" % (co, self.expr("n")))
        if not wrap:
            self.line(self.pick("P(coroutine.status(%s))", "P(coroutine.close(%s), coroutine.status(%s))".replace("%s)", co + ")", 1),
                                "P(coroutine.isyieldable(%s))") % co)

    def st_local_function(self, returns=True):
        name = self.name("f")
        kinds = [self.pick("n", "n", "i", "s", "t", "a", "q") for _ in range(self.pick(0, 1, 2, 2, 3))]
        vararg = self.chance(0.25)
        names = [self.name("p") for _ in kinds]
        self.open("local function %s(%s)" % (name, ", ".join(names + (["..."] if vararg else []))))
        for n, kind in zip(names, kinds):
            self.declare(n, kind)
        saved = self.vararg, self.loops
        self.vararg, self.loops = vararg, 0
        self.body(self.pick(2, 3, 4, 5))
        result = self.pick("n", "n", "s", "a", "i", "b")
        style = self.below(10)
        if style < 6:
            self.line("return %s" % self.expr(result))
        elif style < 8:
            self.line("return %s, %s" % (self.expr(result), self.expr("a")))
        elif style < 9:
            call = self.call_of(result, 1)
            self.line("return %s" % (call or self.expr(result)))
        self.vararg, self.loops = saved
        self.close()
        return self.declare(name, "f", True, kinds, result)

    def st_pragma(self):
        self.line(self.pick("collectgarbage()", "collectgarbage('step')", "collectgarbage('collect')", "refuel()",
                            "P(g0, g1, g2, g3)", "collectgarbage('incremental')", "collectgarbage('generational')"))


S = Statements
STATEMENTS = ([S.st_local] * 8 + [S.st_assign] * 8 + [S.st_field] * 5 + [S.st_sequence] * 5 + [S.st_if] * 4 + [S.st_print] * 5 +
              [S.st_for] * 3 + [S.st_generic] * 3 + [S.st_pcall] * 3 + [S.st_assign_many] * 2 + [S.st_swap, S.st_while, S.st_repeat,
              S.st_goto, S.st_closures, S.st_closures, S.st_close_block, S.st_close_block, S.st_call, S.st_call, S.st_return, S.st_error,
              S.st_method, S.st_coroutine, S.st_local_call, S.st_local_function, S.st_pragma])


class Program(Statements):
    """Whole programs: sections with a theme each, several to a program."""

    def __init__(self, seed):
        super().__init__(seed)
        import syntax_themes            # noqa: F401  (registers its themes)
        from themes import THEMES
        self.line("local fs = {}")
        self.declare("fs", "-")
        for _ in range(self.pick(2, 3, 3, 4)):
            theme = self.choice(THEMES)
            self.line("refuel()")
            caught = self.chance(0.6)     # else an error ends the program
            self.open("P(pcall(function()" if caught else "do")
            self.budget = 60
            theme(self)
            self.close("end))" if caught else "end")
        self.text = re.sub(r" - 0(?![.\w])", " - 1", "\n".join(self.lines)) + "\n"


def program(seed):
    return Program(seed).text
