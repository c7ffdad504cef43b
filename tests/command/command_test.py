#!/usr/bin/env python3
"""The orrery command from outside: options, environment, exit codes, messages, prompt, signals.

    command_test.py --command build/orrery [unittest options]
    command_test.py --command lua5.4 --peer      what any `lua` 5.4 must pass

Guards section 7 of the Lua 5.4 manual ("Lua Standalone") and what the command adds to it.
"""
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

COMMAND = "orrery"
PEER = False
FACTOR = float(os.environ.get("ORRERY_TEST_TIMEOUT_FACTOR", "1"))
TIMEOUT = 20 * FACTOR

ours_alone = unittest.skipIf("--peer" in sys.argv, "not in other Luas")


def clean_environment(**more):
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("LUA_") and name not in ("NO_COLOR", "XDG_STATE_HOME")}
    kept.update(LC_ALL="C", **more)
    return kept


class CommandTest(unittest.TestCase):
    """Each test runs in a scratch directory of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="orrery-command-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return name

    def run_command(self, *arguments, stdin="", **environment):
        done = subprocess.run([COMMAND, *arguments], input=stdin.encode(), capture_output=True,
                              cwd=self.folder, env=clean_environment(**environment),
                              timeout=TIMEOUT)
        self.out, self.err = done.stdout.decode("latin-1"), done.stderr.decode("latin-1")
        self.code = done.returncode
        return done

    def succeeds(self, *arguments, out, stdin="", **environment):
        self.run_command(*arguments, stdin=stdin, **environment)
        self.assertEqual((self.out, self.err, self.code), (out, "", 0))

    def fails(self, *arguments, err, stdin="", code=1, **environment):
        self.run_command(*arguments, stdin=stdin, **environment)
        self.assertIn(err, self.err)
        self.assertEqual(self.code, code)


class Options(CommandTest):
    def test_statement(self):
        self.succeeds("-e", "print(1)", out="1\n")
        self.succeeds("-eprint(1)", "-ea=3", "-e", "print(a)", out="1\n3\n")
        self.succeeds("-e ", out="")

    def test_statement_then_script(self):
        self.write("main.lua", "print(a, ...)")
        self.succeeds("-e", "a=7", "main.lua", "x", out="7\tx\n")

    def test_statement_needs_argument(self):
        self.fails("-e", err="'-e' needs argument")
        self.fails("-e", "-v", err="'-e' needs argument")
        self.fails("-l", err="'-l' needs argument")

    def test_library(self):
        self.write("mine.lua", "print('loading', ...) return {x = 15}")
        self.succeeds("-l", "mine", "-lmine", "-e", "print(mine.x)", LUA_PATH="?.lua",
                      out="loading\tmine\tmine.lua\n15\n")

    def test_library_under_global_name(self):
        self.succeeds("-l", "str=string", "-lm=math", "-e", "print(str.upper'a', m.max(1, 2))",
                      out="A\t2\n")

    def test_library_missing(self):
        self.fails("-l", "no_such_module", err="module 'no_such_module' not found:")

    def test_version(self):
        self.run_command("-v", stdin="print(1)")
        self.assertEqual(self.out.count("\n"), 1, "nothing else runs")
        self.assertIn("Lua 5.4", self.out)
        self.run_command("-v", "-e", "print'hello'")
        self.assertTrue(self.out.endswith("\nhello\n"))

    @ours_alone
    def test_version_names_us(self):
        self.run_command("-v")
        self.assertRegex(self.out, r"^Orrery \d+\.\d+\.\d+ \(Lua 5\.4\)")

    def test_warnings(self):
        self.succeeds("-e", "warn('a')", out="")
        self.run_command("-W", "-e", "warn('a', 'b')")
        self.assertEqual(self.err, "Lua warning: ab\n")

    def test_end_of_options(self):
        self.write("-e", "print('a script named -e', ...)")
        self.succeeds("--", "-e", "x", out="a script named -e\tx\n")
        self.write("-", "print('a script named -')")
        self.succeeds("--", "-", out="a script named -\n")

    def test_standard_input(self):
        self.succeeds("-", "a", "b", stdin="print(...)", out="a\tb\n")
        self.succeeds("-", "-h", stdin="print(arg[1])", out="-h\n")
        self.succeeds(stdin="print(10)\nprint(2)\n", out="10\n2\n")
        self.succeeds("-", stdin="#!first line\nprint(3)", out="3\n")

    def test_handled_in_their_order(self):
        self.write("lib1.lua", "print('lib1', a, ...) a = 2")
        self.write("script.lua", "print('script', a, select('#', ...))")
        self.succeeds("-e", "a=1", "-llib1", "script.lua", LUA_PATH="?.lua",
                      out="lib1\t1\tlib1\tlib1.lua\nscript\t2\t0\n")
        self.succeeds("-llib1", "-e", "print(a)", LUA_PATH="?.lua",
                      out="lib1\tnil\tlib1\tlib1.lua\n2\n")
        self.run_command("-e", "warn('off')", "-W", "-e", "warn('on')")
        self.assertEqual(self.err, "Lua warning: on\n")

    def test_failed_statement_ends_the_run(self):
        self.write("main.lua", "print('script')")
        self.fails("-e", "print(1) error('boo', 0)", "-e", "print(2)", "main.lua", err="boo")
        self.assertEqual(self.out, "1\n")
        self.fails("-l", "none", "main.lua", err="module 'none' not found")
        self.assertEqual(self.out, "")

    def test_statements_are_chunks_of_their_own(self):
        self.succeeds("-e", "local x = 1 y = 2", "-e", "print(x, y, ...)", out="nil\t2\n")
        self.succeeds("-e", "return 5", out="")
        self.fails("-e", "error('here')", err="(command line):1: here")

    def test_library_assigned_to_its_global(self):
        self.write("mine.lua", "return 'value of ' .. ...")
        self.write("silent.lua", "")
        os.mkdir(os.path.join(self.folder, "deep"))
        self.write("deep/inner.lua", "return 'inner'")
        self.succeeds("-l", "mine", "-e", "print(mine)", LUA_PATH="?.lua", out="value of mine\n")
        self.succeeds("-l", "silent", "-e", "print(silent, package.loaded.silent)",
                      LUA_PATH="?.lua", out="true\ttrue\n")
        self.succeeds("-l", "g=mine", "-e", "print(g, mine)", LUA_PATH="?.lua",
                      out="value of mine\tnil\n")
        self.succeeds("-l", "deep.inner", "-e", "print(_G['deep.inner'], deep)", LUA_PATH="?.lua",
                      out="inner\tnil\n")

    def test_standard_libraries(self):
        names = ("coroutine", "debug", "io", "math", "os", "package", "string", "table", "utf8")
        self.succeeds("-e", "for _, n in ipairs{...} do print(n) end",
                      "-e", f"for _, n in ipairs{set(names)!r} do "
                            "assert(type(_G[n]) == 'table', n) end print(#package.searchers)",
                      out="4\n")

    def test_input_file_and_arguments(self):
        self.succeeds("-", stdin="print(arg[0], #arg, ...)", out="-\t0\n")
        self.succeeds("-e", "a=1", "-", "x", "-e", "y", stdin="print(a, arg[0], ...)",
                      out="1\t-\tx\t-e\ty\n")
        self.fails("-", stdin="\n\nerror('there')", err="stdin:3: there")
        self.run_command(stdin="x =")
        self.assertIn("stdin:1: unexpected symbol near <eof>", self.err)

    def test_standard_input_without_script(self):
        self.succeeds("-e", "print(1)", stdin="print('not run')", out="1\n")
        self.succeeds("-l", "string", stdin="print('run')", out="run\n")
        self.succeeds("-W", stdin="print('run')", out="run\n")
        self.succeeds("-E", stdin="print('run')", out="run\n")

    def test_no_name_of_the_program(self):
        """The system makes an empty name of an argument list that is empty."""
        done = subprocess.run([""], executable=COMMAND, input=b"print(6 * 7, #arg, ...)\n",
                              capture_output=True, timeout=TIMEOUT, check=False)
        self.assertEqual((done.stdout, done.stderr, done.returncode), (b"42\t0\n", b"", 0))

    def test_unrecognized(self):
        for option in "-h", "---", "-Ex", "-vv", "-iv", "-x", "-Wx", "--x":
            self.fails(option, err=f"unrecognized option '{option}'\nusage: ")
            self.assertEqual(self.out, "")
        self.assertIn("  -E        ignore environment variables\n", self.err)

    def test_wrong_option_before_anything_runs(self):
        self.fails("-e", "print(1)", "-x", err="unrecognized option '-x'")
        self.assertEqual(self.out, "")

    @ours_alone
    def test_help_fits_a_screen(self):
        self.run_command("--help")
        lines = self.out.splitlines()
        self.assertEqual((self.code, self.err), (0, ""))
        self.assertTrue(lines[0].startswith("usage: orrery"))
        self.assertLessEqual(len(lines), 24)
        self.assertLessEqual(max(map(len, lines)), 80)

    def test_help_only_as_first_word(self):
        self.fails("-v", "--help", err="unrecognized option '--help'")


class Environment(CommandTest):
    def test_init(self):
        self.succeeds("-e", "print(X)", LUA_INIT="X=3", out="3\n")
        self.succeeds("-e", "print(X)", LUA_INIT="X=3", LUA_INIT_5_4="X=10", out="10\n")

    def test_init_file(self):
        self.write("init.lua", "X = (X or 0) + 1 print('init', arg[1], ...)")
        self.write("main.lua", "print(X)")
        self.succeeds("main.lua", "a", LUA_INIT="@init.lua", out="init\ta\n1\n")

    def test_init_errors(self):
        self.fails("-e", "print(1)", LUA_INIT="error('msg')", err="LUA_INIT:1: msg")
        self.assertEqual(self.out, "")
        self.fails("-e", "print(1)", LUA_INIT_5_4="error('msg')", err="LUA_INIT_5_4:1: msg")
        self.fails("-e", "print(1)", LUA_INIT="@none.lua", err="cannot open none.lua")

    def test_paths(self):
        show = "print(package.path)"
        self.succeeds("-e", show, LUA_PATH="x", out="x\n")
        self.succeeds("-e", show, LUA_PATH="x", LUA_PATH_5_4="y", out="y\n")
        self.succeeds("-e", "print(package.cpath)", LUA_CPATH="x", LUA_CPATH_5_4="y", out="y\n")
        self.run_command("-e", show)
        default = self.out.strip()
        self.succeeds("-e", show, LUA_PATH_5_4="a;;b", out=f"a;{default};b\n")

    def test_init_before_all(self):
        self.write("main.lua", "print('script', X)")
        self.succeeds("-e", "print('option', X, arg[0]) X = 2", "main.lua",
                      LUA_INIT="print('init', X, arg[0]) X = 1",
                      out="init\tnil\tmain.lua\noption\t1\tmain.lua\nscript\t2\n")
        self.succeeds("main.lua", LUA_INIT="", out="script\tnil\n")

    def test_init_by_version_first(self):
        self.write("new.lua", "print('versioned')")
        self.succeeds("-e", "", LUA_INIT_5_4="@new.lua", LUA_INIT="error('old')",
                      out="versioned\n")

    def test_failed_init_ends_the_run(self):
        self.write("init.lua", "print('half') error('inside')")
        self.fails("-e", "print(1)", LUA_INIT="@init.lua", err="init.lua:1: inside")
        self.assertEqual(self.out, "half\n")
        self.fails("-e", "print(1)", LUA_INIT="x x", err="LUA_INIT:1: syntax error near 'x'")
        self.assertEqual(self.out, "")

    def test_default_paths(self):
        show = "print(package.path) print(package.cpath)"
        self.run_command("-e", show)
        default = self.out
        self.succeeds("-E", "-e", show, LUA_PATH="x", LUA_CPATH="y", LUA_PATH_5_4="z",
                      LUA_CPATH_5_4="w", out=default)
        path, cpath = default.splitlines()
        self.succeeds("-e", show, LUA_PATH=";;", LUA_CPATH="c;;", out=f"{path}\nc;{cpath}\n")
        self.succeeds("-e", show, LUA_PATH="", LUA_CPATH=";;d", out=f"\n{cpath};d\n")

    def test_ignored(self):
        self.run_command("-e", "print(package.path)")
        default = self.out
        self.succeeds("-E", "-e", "print(package.path)", LUA_PATH="x", LUA_INIT="error(10)",
                      out=default)


class Scripts(CommandTest):
    def test_argument_table(self):
        self.write("main.lua", "for i = -5, 4 do io.write(i, '=', tostring(arg[i]), ' ') end "
                               "print(#arg, ...)")
        self.succeeds("-e", "x=1", "--", "main.lua", "a", "b",
                      out=f"-5=nil -4={COMMAND} -3=-e -2=x=1 -1=-- 0=main.lua 1=a 2=b 3=nil 4=nil "
                          "2\ta\tb\n")

    def test_arguments_of_the_manual(self):
        self.write("a.lua", "")
        self.write("b.lua", "local t = {} for k, v in pairs(arg) do t[#t + 1] = k .. v end "
                            "table.sort(t) print(#t, arg[-2] ~= nil, arg[-1], arg[0], arg[1], arg[2])")
        self.succeeds("-la", "b.lua", "t1", "t2", LUA_PATH="?.lua",
                      out="5\ttrue\t-la\tb.lua\tt1\tt2\n")
        self.succeeds("-e", "print(arg[1])", out="-e\n")

    def test_script_is_a_vararg_function(self):
        self.write("main.lua", "local a, b = ... print(a, b, select('#', ...), type(a))")
        self.succeeds("main.lua", "1", "", "x y", out="1\t\t3\tstring\n")
        self.succeeds("main.lua", "-e", "--", out="-e\t--\t2\tstring\n")
        self.write("shorter.lua", "print(...)")
        self.succeeds("-e", "table.remove(arg) arg[0] = 'other'", "shorter.lua", "a", "b", "c",
                      out="a\tb\n")

    def test_executable_script(self):
        self.write("tool", f"#!{COMMAND}\nprint('ran', ...)\nerror('line 3')")
        path = os.path.join(self.folder, "tool")
        os.chmod(path, 0o755)
        done = subprocess.run([path, "x"], capture_output=True, cwd=self.folder, text=True,
                              env=clean_environment(), timeout=TIMEOUT)
        self.assertEqual((done.stdout, done.returncode), ("ran\tx\n", 1))
        self.assertIn("tool:3: line 3", done.stderr)

    def test_argument_table_without_script(self):
        self.succeeds("-e", "print(arg[0], arg[1], #arg, ...)", out=f"{COMMAND}\t-e\t2\n")

    def test_changed_arguments(self):
        self.succeeds("-e", "arg[1] = 100", "-", stdin="print(...)", out="100\n")
        self.fails("-e", "arg = 1", "-", err="'arg' is not a table")

    def test_many_arguments(self):
        self.write("main.lua", "print(select('#', ...), (select(1000, ...)))")
        self.succeeds("main.lua", *map(str, range(1000)), out="1000\t999\n")

    def test_first_line_comment(self):
        self.write("main.lua", "#!/usr/bin/env lua\nprint(1)\nerror('here')")
        self.fails("main.lua", err="main.lua:3: here")
        self.write("only.lua", "#no newline at the end")
        self.succeeds("only.lua", out="")
        self.write("mark.lua", "\ufeff# comment\nprint(3)")
        self.succeeds("mark.lua", out="3\n")

    def test_binary_script(self):
        self.write("dump.lua", "io.open('out', 'wb'):write('#comment\\n', "
                               "string.dump(function(...) print('binary', ...) end))")
        self.succeeds("dump.lua", out="")
        self.succeeds("out", "x", out="binary\tx\n")

    def test_missing_script(self):
        self.fails("none.lua", err=f"{COMMAND}: cannot open none.lua")

    def test_exit_codes(self):
        for code, wanted in (("0", 0), ("true", 0), ("false", 1), ("7", 7), ("nil", 0)):
            self.run_command("-e", f"os.exit({code})")
            self.assertEqual(self.code, wanted, code)
            self.run_command("-e", f"os.exit({code}, true)")
            self.assertEqual(self.code, wanted, code + ", true")

    def test_state_not_closed_at_exit(self):
        self.write("main.lua", """
            local x <close> = setmetatable({}, {__close = function() print('closed') end})
            kept = setmetatable({}, {__gc = function() print('finalized') end})
            print('end') os.exit(tonumber(...))""")
        for code in "0", "3":
            self.run_command("main.lua", code)
            self.assertEqual((self.out, self.err, self.code), ("end\n", "", int(code)))

    def test_state_closed_after_an_error(self):
        self.write("main.lua", "kept = setmetatable({}, {__gc = function() print('finalized') end}) "
                               "error('boo', 0)")
        self.fails("main.lua", err="boo")
        self.assertEqual(self.out, "finalized\n")

    def test_state_closed_at_exit(self):
        self.write("main.lua", """
            local x <close> = setmetatable({}, {__close = function() print('closed') end})
            kept = setmetatable({}, {__gc = function() print('finalized') end})
            os.exit(true, true)""")
        self.succeeds("main.lua", out="closed\nfinalized\n")

    def test_finalizers_at_end(self):
        self.write("main.lua", """
            kept = {}
            for i = 1, 3 do kept[i] = setmetatable({}, {__gc = function() print(i) end}) end""")
        self.succeeds("main.lua", out="3\n2\n1\n")

    def test_exit_from_finalizer(self):
        self.write("main.lua", """
            kept = {setmetatable({}, {__gc = function() print('first, called last') end}),
                    setmetatable({}, {__gc = function() print('second') os.exit(3, true) end})}""")
        self.run_command("main.lua")
        self.assertEqual((self.out, self.err, self.code), ("second\nfirst, called last\n", "", 3))


class Modules(CommandTest):
    """A compiled module, and the symbols that the command offers to such modules."""

    def setUp(self):
        super().setUp()
        self.module = os.environ.get("ORRERY_TEST_MODULE")
        if not self.module:
            self.skipTest("ORRERY_TEST_MODULE does not name the built module")

    def test_compiled_module(self):
        self.succeeds("-l", "counter", "-e", "local c = counter.new(2) print(c:step(), c)",
                      LUA_CPATH=self.module, out="3\t***\n")

    def test_argument_error_of_module(self):
        self.fails("-l", "counter", "-e", "counter.new().step({})", LUA_CPATH=self.module,
                   err="bad argument #1 to 'step' (test.counter expected, got table)")

    def copy(self, name):
        os.makedirs(os.path.dirname(os.path.join(self.folder, name)), exist_ok=True)
        shutil.copy(self.module, os.path.join(self.folder, name))

    def test_searcher_of_c_libraries(self):
        self.copy("c/counter.so")
        self.copy("c/counter/names.so")
        self.copy("d/counter-v2.so")
        self.write("main.lua", """
            package.cpath = "./none/?.so;./c/?.so;./d/?.so"
            local counter, where = require "counter"
            print(type(counter.new), where, package.loaded.counter == counter)
            local names, file = require "counter.names"
            print(#names, names[1], names[2], file)
            -- what stands behind a hyphen is not part of the function's name
            local second, path = require "counter-v2"
            print(type(second.new), path)""")
        self.succeeds("main.lua", LUA_PATH="",
                      out="function\t./c/counter.so\ttrue\n"
                          "2\tcounter.names\t./c/counter/names.so\t./c/counter/names.so\n"
                          "function\t./d/counter-v2.so\n")

    def test_all_in_one_loader(self):
        self.copy("c/counter.so")
        self.write("main.lua", """
            package.path, package.cpath = "./?.none", "./c/?.so"
            local names, file = require "counter.names"
            print(names[1], names[2], file)
            print(pcall(require, "counter.missing"))""")
        self.succeeds("main.lua", out="counter.names\t./c/counter.so\t./c/counter.so\n"
                      "false\tmodule 'counter.missing' not found:\n"
                      "\tno field package.preload['counter.missing']\n"
                      "\tno file './counter/missing.none'\n\tno file './c/counter/missing.so'\n"
                      "\tno module 'counter.missing' in file './c/counter.so'\n")

    def test_library_without_the_function(self):
        self.copy("c/other.so")
        self.fails("-l", "other", LUA_CPATH="./c/?.so",
                   err="error loading module 'other' from file './c/other.so':\n\t")
        self.assertIn("luaopen_other", self.err)

    def test_loadlib(self):
        self.copy("c/counter.so")
        self.write("main.lua", """
            print(package.loadlib("./c/counter.so", "*"))
            local open = package.loadlib("./c/counter.so", "luaopen_counter")
            print(type(open), type(open().new), package.loaded.counter)
            local f, message, where = package.loadlib("./c/counter.so", "no_such_function")
            print(f, message:find("no_such_function", 1, true) ~= nil, where)
            local g, text, which = package.loadlib("counter", "*")
            print(g, type(text), which)""")
        self.succeeds("main.lua", LUA_CPATH="./c/?.so",
                      out="true\nfunction\tfunction\tnil\nnil\ttrue\tinit\nnil\tstring\topen\n")

    @ours_alone
    def test_exported_symbols(self):
        if not shutil.which("nm"):
            self.skipTest("no nm")
        listing = subprocess.run(["nm", "-D", "--defined-only", COMMAND], capture_output=True,
                                 text=True, check=True).stdout
        names = {line.split()[-1].split("@")[0] for line in listing.splitlines()}
        foreign = {name for name in names
                   if not name.startswith(("lua_", "luaL_", "luaopen_", "orr_"))}
        allowed = {"_IO_stdin_used", "__data_start", "data_start", "__bss_start", "_edata", "_end",
                   "_start", "main", "environ", "stdin", "stdout", "stderr", "__environ"}
        self.assertIn("lua_pcallk", names)
        if "asan" not in listing:
            self.assertEqual(foreign - allowed, set())


class Messages(CommandTest):
    def test_traceback(self):
        self.write("main.lua", "local function inner() error('boo') end\n"
                               "function outer() inner() return 1 end\n"
                               "outer()\n")
        self.fails("main.lua", err=f"{COMMAND}: main.lua:1: boo\nstack traceback:\n"
                                   "\t[C]: in function 'error'\n")
        self.assertIn("\tmain.lua:1: in upvalue 'inner'\n"
                      "\tmain.lua:2: in function 'outer'\n"
                      "\tmain.lua:3: in main chunk\n"
                      "\t[C]: in ?\n", self.err)

    def test_syntax_error(self):
        self.fails("-e", "x =", err=f"{COMMAND}: (command line):1: unexpected symbol near <eof>\n")
        self.assertNotIn("traceback", self.err)

    def test_reported_on_standard_error(self):
        for code in "error('x')", "local t = nil; t.x = 1", "error(setmetatable({}, {__name='N'}))":
            self.run_command("-e", code)
            self.assertEqual((self.out, self.code), ("", 1))
            self.assertTrue(self.err.startswith(COMMAND + ": "), self.err)
            self.assertIn("\nstack traceback:\n\t", self.err)
            self.assertIn("in main chunk\n\t[C]: in ?\n", self.err)

    def test_text_of_objects_has_no_traceback(self):
        self.run_command("-e", "error(setmetatable({}, {__tostring = function() return 'a\\nb' end}))")
        self.assertEqual((self.err, self.code), (f"{COMMAND}: a\nb\n", 1))

    def test_warnings(self):
        self.run_command("-W", "-e", "warn('one', 'two') warn('@off') warn('no') warn('@on') warn('3')")
        self.assertEqual((self.out, self.err, self.code),
                         ("", "Lua warning: onetwo\nLua warning: 3\n", 0))
        self.run_command("-W", "-e", "setmetatable({}, {__gc = function() error('in gc', 0) end})")
        self.assertEqual((self.err, self.code), ("Lua warning: error in __gc (in gc)\n", 0))

    def test_object_with_text(self):
        self.run_command("-e", "error(setmetatable({}, {__tostring = function() return 'hi' end}))")
        self.assertEqual((self.err, self.code), (f"{COMMAND}: hi\n", 1))

    def test_other_objects(self):
        self.fails("-e", "error({})", err="(error object is a table value)\nstack traceback:")
        self.fails("-e", "error()", err="(error object is a nil value)")
        self.fails("-e", "error(12, 0)", err=f"{COMMAND}: 12\n")

    def test_output_before_message(self):
        done = subprocess.run([COMMAND, "-e", "io.write('first') error('second', 0)"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=clean_environment(), timeout=TIMEOUT)
        text = done.stdout.decode()
        if not PEER:
            self.assertLess(text.index("first"), text.index("second"))

    @ours_alone
    def test_no_color_in_pipes(self):
        self.fails("-e", "error('boo')", TERM="xterm", err="boo")
        self.assertNotIn("\033", self.err)


class Prompt(CommandTest):
    """The prompt through a pipe, with empty prompts so that only results show."""

    def session(self, text, *arguments):
        self.run_command("-e", "_PROMPT='' _PROMPT2=''", "-i", *arguments, stdin=text)
        return self.out.splitlines()[1:]

    def test_expressions(self):
        lines = self.session("(6*2-6) -- ===\na =\n10\nprint(a)\na, 'x'\n=a\n")
        self.assertEqual([line for line in lines if line in ("6", "10", "10\tx")],
                         ["6", "10", "10", "10\tx", "10"])

    def test_all_values_are_printed(self):
        self.session("1, nil, 'x'\nnil\n'not ' .. 'printed', nothing()\nlocal l = 5\nl == nil\n"
                     "(function() end)()\nx = 1 +\n2\nx\nreturn 7\n-1\n")
        self.assertIn("attempt to call a nil value (global 'nothing')", self.err)
        lines = self.out.splitlines()
        values = [line for line in lines if line in ("1\tnil\tx", "not printed", "true", "3", "7")]
        self.assertEqual(values, ["1\tnil\tx", "true", "3", "7"])
        self.assertTrue(any("-1" in line for line in lines))

    def test_prompt_strings(self):
        self.run_command("-e", "_PROMPT = 'A' .. '>' _PROMPT2 = 'B' .. '>'", "-i",
                         stdin="x =\n1\n_PROMPT = 'C' .. '>' _PROMPT2 = 'D' .. '>'\ny = (\n2)\n")
        self.assertEqual([self.out.count(mark) for mark in ("A>", "B>", "C>", "D>", "> >")],
                         [2, 1, 2, 1, 0])

    def test_continued_statement(self):
        lines = self.session("a = [[b\nc\n]]\nfor i = 1, 2 do\nprint(i)\nend\n=a\n")
        for wanted in "1", "2", "b", "c":
            self.assertIn(wanted, lines)

    def test_error_without_name(self):
        self.session("error('boo')\nprint('goes on')\n")
        self.assertTrue(self.err.startswith("stdin:1: boo\nstack traceback:"), self.err)
        self.assertIn("goes on", self.out)
        self.assertEqual(self.code, 0)

    def test_syntax_error(self):
        self.session("x x\n")
        self.assertEqual(self.err, "stdin:1: syntax error near 'x'\n")

    @ours_alone
    def test_unfinished_at_end(self):
        self.session("f(")
        self.assertEqual(self.err, "stdin:1: unexpected symbol near <eof>\n")

    def test_default_prompts(self):
        self.run_command("-i", stdin="a =\n2\n")
        self.assertRegex(self.out, r"(?s)> .*>> .*> ")

    def test_prompt_objects(self):
        self.run_command("-e", "local C = 0 _PROMPT = setmetatable({}, {__tostring = function() "
                               "C = C + 1 return 'P' .. C .. ' ' end})", "-i", stdin="a = 1\na = 2\n")
        self.assertRegex(self.out, r"(?s)P1 .*P2 .*P3 ")

    @ours_alone
    def test_wrong_prompt(self):
        self.run_command("-i", stdin="_PROMPT = {}\n_PROMPT = setmetatable({}, {__tostring = error})\n"
                                     "print('still here')\n")
        self.assertIn("still here", self.out)

    def test_broken_print(self):
        self.run_command("-e", "print=nil", "-i", stdin="10\n")
        self.assertIn("error calling 'print' (attempt to call a nil value)", self.err)

    def test_after_script(self):
        self.write("main.lua", "a = 5 print('script')")
        self.run_command("-i", "main.lua", stdin="a + 1\n")
        self.assertIn("script\n", self.out)
        self.assertIn("6\n", self.out)

    def test_line_with_zero(self):
        self.run_command("-i", stdin="#'a\0b'\n")
        if not PEER:
            self.assertIn("3\n", self.out)

    def test_long_line(self):
        self.run_command("-i", stdin="#'" + "x" * 100000 + "'\n")
        if not PEER:
            self.assertIn("100000\n", self.out)


class Terminal(CommandTest):
    """The prompt on a terminal."""

    def session(self, keys, **environment):
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.folder)
            os.execve(COMMAND, [COMMAND], clean_environment(HOME=self.folder, **environment))
        out = b""
        deadline = time.time() + TIMEOUT
        keys = list(keys) + [b"\x04"]
        while time.time() < deadline:
            ready, _, _ = select.select([terminal], [], [], min(0.3 * FACTOR, 1.5))
            if ready:
                try:
                    out += os.read(terminal, 4096)
                except OSError:
                    break
            elif keys:
                os.write(terminal, keys.pop(0))
        os.close(terminal)
        os.waitpid(process, 0)
        return out.decode("latin-1")

    @ours_alone
    def test_greets_and_computes(self):
        out = self.session([b"6 * 7\n"], TERM="xterm")
        self.assertIn("Lua 5.4", out)
        self.assertIn("42\r\n", out)

    @ours_alone
    def test_colors(self):
        self.assertIn("\033[1;31mstdin:1: boo", self.session([b"error'boo'\n"], TERM="xterm"))
        for refusal in {"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}:
            out = self.session([b"error'boo'\n"], **refusal)
            self.assertIn("stdin:1: boo", out)
            self.assertNotIn("\033[1;3", out)

    @ours_alone
    def test_completes_and_remembers(self):
        out = self.session([b"string.le\t'abcd'\n", b"'ret' .. #_VERS\t\n"], TERM="xterm")
        history = os.path.join(self.folder, ".orrery_history")
        if not os.path.exists(history):
            self.skipTest("built without libedit")
        self.assertIn("\r\n4\r\n", out)
        self.assertIn("\r\nret7\r\n", out)
        with open(history) as file:
            self.assertIn("string.len'abcd'", file.read().replace("\\040", " "))


class Signals(CommandTest):
    def start(self, code):
        process = subprocess.Popen([COMMAND, "-e", code], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=clean_environment())
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        return process

    def test_interrupt_is_an_error(self):
        process = self.start("io.stdout:setvbuf'no' print(1) while true do end")
        self.assertEqual(process.stdout.readline(), b"1\n")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(TIMEOUT), 1)
        self.assertIn(b"interrupted!\nstack traceback:", process.stderr.read())

    def test_interrupt_can_be_caught(self):
        process = self.start("io.stdout:setvbuf'no' pcall(function() print(12) while true do end "
                             "end) print(42)")
        self.assertEqual(process.stdout.readline(), b"12\n")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.stdout.readline(), b"42\n")
        self.assertEqual(process.wait(TIMEOUT), 0)

    def test_second_interrupt_kills(self):
        process = self.start("io.stdout:setvbuf'no' print(15) "
                             "string.find(string.rep('a', 1000000), '.*b')")
        self.assertEqual(process.stdout.readline(), b"15\n")
        for _ in range(100):
            if process.poll() is not None:
                break
            process.send_signal(signal.SIGINT)
            time.sleep(0.1)
        self.assertNotEqual(process.wait(TIMEOUT), 0)


@ours_alone
class Disassembler(CommandTest):
    def test_lists_functions(self):
        self.write("main.lua", "local function add(a, b) return a + b end\nprint(add(1, 2))\n")
        self.run_command("dis", "main.lua")
        self.assertEqual((self.err, self.code), ("", 0))
        self.assertRegex(self.out, r"(?i)\badd")
        self.assertRegex(self.out, r"(?i)return")
        self.assertGreater(self.out.count("\n"), 6)

    def test_reads_standard_input(self):
        self.run_command("dis", "-", stdin="return 1")
        self.assertEqual((self.err, self.code), ("", 0))
        self.assertRegex(self.out, r"(?i)return")

    def test_errors(self):
        self.fails("dis", err="usage: ")
        self.fails("dis", "none.lua", err="cannot open none.lua")
        self.write("bad.lua", "x x")
        self.fails("dis", "bad.lua", err="bad.lua:1: syntax error near 'x'")

    def test_script_of_the_same_name(self):
        self.write("dis", "print('a script', ...)")
        self.succeeds("./dis", "x", out="a script\tx\n")
        self.succeeds("--", "dis", out="a script\n")


@ours_alone
class Sandbox(CommandTest):
    def test_runs_scripts(self):
        self.write("main.lua", "#!/usr/bin/env orrery\nprint(arg[0], arg[1], ...)")
        self.succeeds("run", "main.lua", "a", "--report", out="main.lua\ta\ta\t--report\n")
        self.succeeds("run", "-", stdin="print(1)", out="1\n")

    def test_grants(self):
        self.write("main.lua", "print(io, os, debug, require, dofile)")
        self.succeeds("run", "main.lua", out="nil\tnil\tnil\tnil\tnil\n")
        self.write("main.lua", "io.write(os.time() > 0 and 'yes\\n' or 'no')")
        self.succeeds("run", "--grant", "io,os", "main.lua", out="yes\n")
        self.fails("run", "--grant", "io,none", "main.lua", err="wrong value 'io,none'")

    def test_limit(self):
        self.write("main.lua", "pcall(function() while true do end end)")
        self.run_command("run", "--limit", "2k", "--report", "main.lua")
        self.assertEqual((self.out, self.code), ("", 1))
        self.assertIn("main.lua:1: budget exceeded\nstack traceback:", self.err)
        self.assertIn("outcome  limit: cost\ncost     2000 of 2000 (model 3)\n", self.err)

    def test_memory(self):
        self.write("main.lua", "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end")
        self.run_command("run", "--memory", "1m", "--report", "main.lua")
        self.assertEqual(self.code, 1)
        self.assertIn("not enough memory", self.err)
        self.assertIn("outcome  memory\n", self.err)
        self.assertIn(" of 1048576 bytes", self.err)

    def test_timeout(self):
        self.write("main.lua", "while true do end")
        self.run_command("run", "--timeout", "0.05", "--report", "main.lua")
        self.assertEqual(self.code, 1)
        self.assertIn("outcome  limit: time\n", self.err)

    def test_report(self):
        self.write("main.lua", "local n = 0 for i = 1, 10 do n = n + i end")
        self.run_command("run", "--report", "main.lua")
        self.assertEqual((self.out, self.code), ("", 0))
        self.assertRegex(self.err, r"\Aoutcome  ok\ncost     36 \(model 3\)\nmemory   \d+ bytes at "
                                   r"the end\ntime     \d+\.\d+ seconds\n\Z")

    def test_deterministic(self):
        self.write("main.lua", "print(math.random(1 << 40), {}, os.time(), os.clock() < 1)")

        def hash_of(*options):
            self.run_command("run", "--grant", "time", *options, "--report", "main.lua")
            self.assertEqual(self.code, 0)
            return re.search(r"^hash     ([0-9a-f]{64})$", self.err, re.MULTILINE), self.out

        first, text = hash_of("--deterministic")
        self.assertRegex(text, r"\A\d+\ttable: 0x00000000000001\t0\ttrue\n\Z")
        again, text_again = hash_of("--deterministic")
        self.assertEqual((first[1], text), (again[1], text_again))
        other, text_other = hash_of("--seed", "7")
        self.assertNotEqual(first[1], other[1])
        self.assertNotEqual(text, text_other)
        self.assertIsNone(hash_of()[0])
        self.fails("run", "--seed", "-1", "main.lua", err="wrong value '-1'")

    def test_errors(self):
        self.write("main.lua", "local t\nreturn t.x")
        self.fails("run", "main.lua", err="main.lua:2: attempt to index a nil value (local 't')")
        self.write("bad.lua", "x x")
        self.fails("run", "bad.lua", err="bad.lua:1: syntax error near 'x'")
        self.fails("run", "none.lua", err="cannot open none.lua")
        self.fails("run", err="usage: ")
        self.fails("run", "--limit", err="an argument is missing behind '--limit'")
        self.fails("run", "--limit", "many", "main.lua", err="wrong value 'many'")
        self.fails("run", "--nothing", "main.lua", err="unrecognized option '--nothing'")
        self.fails("run", "--run", "main.lua", err="unrecognized option '--run'")

    def test_costs_of_functions(self):
        self.write("main.lua", "local function f(n)\n  for i = 1, n do n = n + i end\n"
                               "  return n\nend\nprint(f(10))\n")
        self.run_command("cost", "main.lua")
        self.assertEqual((self.err, self.code), ("", 0))
        self.assertEqual([line.split() for line in self.out.splitlines()],
                         [["function", "blocks", "loops", "nested", "at", "least", "once"],
                          ["main", "1", "0", "0", "40", "40"],
                          ["1-4", "2", "1", "1", "6", "9"]])

    def test_costs_of_lines(self):
        self.write("main.lua", "local function f(n)\n  for i = 1, n do n = n + i end\n"
                               "  return n\nend\nprint(f(10))\nlocal c = coroutine.wrap(f)\nc(5)\n"
                               "local s = ('x'):rep(1600)\n")
        self.run_command("cost", "--run", "main.lua")
        self.assertEqual((self.err, self.code), ("", 0))
        lines = self.out.splitlines()
        self.assertEqual(lines[0], "65")
        costs = {line.split()[2]: int(line.split()[0]) for line in lines[2:-1]}
        self.assertEqual(costs, {"1": 36, "2": 45, "3": 2, "5": 14, "6": 111, "7": 6, "8": 211})
        self.assertEqual(lines[-1].split(), [str(sum(costs.values())), "total"])

    def test_costs_of_long_statements(self):
        self.write("main.lua", "local function f(n) return n end\nlocal t = {\n  f(1),\n  f(2) +\n"
                               "    f(3),\n  ('x'):rep(1600),\n}\n")
        self.run_command("cost", "--run", "main.lua")
        self.assertEqual((self.err, self.code), ("", 0))
        costs = {line.split()[2]: int(line.split()[0]) for line in self.out.splitlines()[1:-1]}
        self.assertEqual(sorted(costs), ["1", "2", "3", "4", "5", "6"])
        self.assertEqual([costs[n] for n in "345"], [8, 9, 6])
        self.assertGreater(costs["6"], 200)
        total = int(self.out.splitlines()[-1].split()[0])
        self.run_command("run", "--report", "main.lua")
        self.assertIn(f"cost     {total} ", self.err)

    def test_costs_of_long_operands(self):
        calls = " +\n".join(f"  f({n})" for n in range(20))
        self.write("main.lua", "local function f(n) return n end\nlocal x = true and\n" + calls +
                   "\n  or f(0)\n")
        self.run_command("cost", "--run", "main.lua")
        self.assertEqual((self.err, self.code), ("", 0))
        costs = {line.split()[2]: int(line.split()[0]) for line in self.out.splitlines()[1:-1]}
        self.assertEqual(sorted(map(int, costs)), list(range(1, 24)))
        self.assertEqual({costs[str(n)] for n in range(3, 22)}, {7})
        total = int(self.out.splitlines()[-1].split()[0])
        self.run_command("run", "--report", "main.lua")
        self.assertIn(f"cost     {total} ", self.err)


def take_option(name, has_value):
    """Removes an option from the command line; its value or presence."""
    if name not in sys.argv:
        return None
    i = sys.argv.index(name)
    sys.argv.pop(i)
    return sys.argv.pop(i) if has_value else True


if __name__ == "__main__":
    PEER = "--peer" in sys.argv
    take_option("--peer", False)
    given = take_option("--command", True) or os.environ.get("ORRERY_COMMAND", "build/orrery")
    COMMAND = os.path.abspath(given) if os.sep in given else shutil.which(given) or given
    unittest.main(verbosity=1)
