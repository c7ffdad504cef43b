#!/usr/bin/env python3
"""Our headers against the installed ones of Lua 5.4.

    headers.py --ours src/include [--reference /usr/include/lua5.4] [--compiler gcc]

With and without LUA_COMPAT_5_3, as Debian builds: the same functions with the same parameters, the
same macros with the same values, and what headers.c prints. Differences that are meant are listed.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 1 if os.environ.get("ORRERY_NO_SKIPS") else 77
HEADERS = ("lua.h", "lauxlib.h", "lualib.h")
SYSTEM_HEADERS = ("limits.h", "stdarg.h", "stddef.h", "stdint.h", "stdio.h")
FOLDER = os.path.dirname(os.path.abspath(__file__))

# Names that say who made the release; what later releases added; how names are kept from others.
OWN_VALUE = {"LUA_AUTHORS", "LUA_COPYRIGHT", "LUA_RELEASE", "LUA_VERSION_RELEASE",
             "LUA_VERSION_RELEASE_NUM"}
OWN_NAME = re.compile(r"_LUA_DEB_MULTIARCH_|lua_h|lauxlib_h|lualib_h|luaconf_h")
# Pieces of declarations, not values.
NO_VALUE = {"LUA_API", "LUALIB_API", "LUAMOD_API", "LUAI_FUNC", "LUAI_DDEF", "LUAI_MAXALIGN",
            "LUA_NUMBER", "LUA_INTEGER", "LUA_UNSIGNED", "LUA_KCONTEXT", "LUAI_UACNUMBER",
            "LUAI_UACINT", "LUA_COMPAT_5_3", "LUA_COMPAT_MATHLIB", "LUA_COMPAT_APIINTCASTS",
            "LUA_COMPAT_LT_LE"}
ADDED_SINCE = {"lua_closethread": "5.4.6"}

VALUE_PRINTER = """
static void print_text(const char *name, const char *text) { printf("%s = %s\\n", name, text); }
static void print_integer(const char *name, long long value) { printf("%s = %lld\\n", name, value); }
static void print_natural(const char *name, unsigned long long value) {
    printf("%s = %llu\\n", name, value);
}
#define SHOW(value)                                                                     \\
    _Generic((value), char *: print_text, const char *: print_text, int: print_integer, \\
             long: print_integer, long long: print_integer, unsigned: print_natural,    \\
             unsigned long: print_natural, unsigned long long: print_natural)(#value, value)
"""


class Headers:
    def __init__(self, folder, compiler, flags, scratch):
        self.folder, self.compiler, self.scratch = folder, compiler, scratch
        self.flags = ["-I", folder, *flags]
        self.own = self.macros(HEADERS)
        system = self.macros(SYSTEM_HEADERS)
        self.own = {name: rest for name, rest in self.own.items() if name not in system}

    def compile(self, source, *options):
        path = os.path.join(self.scratch, "source.c")
        with open(path, "w", encoding="ascii") as file:
            file.write(source)
        done = subprocess.run([self.compiler, *self.flags, *options, path, "-lm"],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"with the headers in {self.folder}: {done.stderr}")
        return done.stdout

    def macros(self, headers):
        """{name: (parameters or None)} of all macros after these headers."""
        text = self.compile("".join(f"#include <{name}>\n" for name in headers), "-E", "-dM")
        found = {}
        for line in text.splitlines():
            name, parameters = re.match(r"#define (\w+)(\([^)]*\))?", line).groups()
            found[name] = parameters.count(",") + 1 if parameters else None
        return found

    def functions(self):
        """{name: prototype}, from gcc's list of all declarations."""
        path = os.path.join(self.scratch, "prototypes")
        self.compile("".join(f'#include "{name}"\n' for name in HEADERS), "-fsyntax-only",
                     "-aux-info", path)
        found = {}
        with open(path, encoding="ascii") as file:
            for line in file:
                place, text = line.split("*/", 1)
                if self.folder in place:
                    found[re.search(r"(\w+) \(", text).group(1)] = " ".join(text.split())
        return found

    def run(self, source):
        program = os.path.join(self.scratch, "program")
        self.compile(source, "-o", program, "-w", "-Wl,--unresolved-symbols=ignore-all")
        return subprocess.run([program], capture_output=True, text=True, check=True).stdout

    def values(self, names):
        rows = "".join(f"    SHOW({name});\n" for name in names)
        includes = "".join(f'#include "{name}"\n' for name in ("stdio.h", *HEADERS))
        return self.run(f"{includes}{VALUE_PRINTER}int main(void) {{\n{rows}    return 0;\n}}\n")


def differences(what, ours, theirs):
    ours, theirs = set(ours), set(theirs)
    return ([f"{what} missing: {item}" for item in sorted(theirs - ours)] +
            [f"{what} not there: {item}" for item in sorted(ours - theirs)])


def compare(ours, theirs):
    our_functions, their_functions = ours.functions(), theirs.functions()
    for name in ADDED_SINCE:
        their_functions.setdefault(name, our_functions[name])
    problems = differences("function", our_functions.values(), their_functions.values())
    problems += differences("after lua.h alone, macro", *(
        {name for name in side.macros(("lua.h",)) if not OWN_NAME.fullmatch(name)}
        for side in (ours, theirs)))
    macros = [{(name, parameters) for name, parameters in side.own.items()
               if not OWN_NAME.fullmatch(name)} for side in (ours, theirs)]
    problems += differences("macro", *macros)
    names = sorted(name for name, parameters in macros[0] & macros[1]
                   if parameters is None and name not in NO_VALUE | OWN_VALUE)
    problems += differences("value", ours.values(names).splitlines(),
                            theirs.values(names).splitlines())
    with open(os.path.join(FOLDER, "headers.c"), encoding="ascii") as file:
        program = file.read()
    problems += differences("layout", ours.run(program).splitlines(),
                            theirs.run(program).splitlines())
    return problems, len(our_functions), len(macros[0]), len(names)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ours", required=True)
    parser.add_argument("--reference", default="/usr/include/lua5.4")
    parser.add_argument("--compiler", default="gcc")
    options = parser.parse_args()
    if not os.path.exists(os.path.join(options.reference, "lua.h")):
        print(f"skipped: no headers of Lua 5.4 in {options.reference}")
        return SKIPPED
    if shutil.which(options.compiler) is None:
        print(f"skipped: no {options.compiler}")
        return SKIPPED
    failed = False
    for flags in ([], ["-DLUA_COMPAT_5_3"]):
        with tempfile.TemporaryDirectory() as scratch:
            sides = [Headers(folder, options.compiler, flags, scratch)
                     for folder in (os.path.abspath(options.ours), options.reference)]
            problems, functions, macros, values = compare(*sides)
        print("\n".join(problems) or f"{' '.join(flags) or 'plain'}: {functions} functions, "
              f"{macros} macros ({values} values) agree")
        failed = failed or bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
