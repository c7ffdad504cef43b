#!/usr/bin/env python3
"""Checks MANUAL.md. Chapters 4 and 5: the tests that it names run, every test of unit/api stands there,
and so does every function and macro that the public headers declare. The other chapters: all files
and scripts that they name exist, and every folder of language/ and every script of library/ is named."""
import os
import re
import sys

TESTS = os.path.dirname(os.path.abspath(__file__))
HEADERS = os.path.join(TESTS, "..", "src", "include")
# Macros that the manual does not list: other spellings, private parts, names of earlier versions.
UNLISTED = re.compile(r"lua_(assert|h|ident|writeline|writestring|writestringerror|pushunsigned|"
                      r"tounsignedx?|newuserdata|getuservalue|setuservalue)$|"
                      r"luaL_(intop|checkunsigned|optunsigned|checkint|optint|checklong|optlong)$")


def read(*path):
    with open(os.path.join(TESTS, *path), encoding="utf-8") as file:
        return file.read()


def declared():
    names = set()
    for header in ("lua.h", "lauxlib.h", "lualib.h"):
        text = read(HEADERS, header)
        names |= set(re.findall(r"\((luaL?_\w+)\)\(", text))
        names |= set(re.findall(r"^#define (luaL?_\w+)\(", text, re.MULTILINE))
    return {name for name in names if not UNLISTED.match(name)}


def missing_scripts(chapters):
    """What these chapters name and is not there: `path`, or `folder`: script, script, or `file`: name."""
    failures, folders = [], set()
    for path, names in re.findall(r"`([a-z_]\w*(?:/[\w.]+)*)/?`(?:: ((?:\w+, )*\w+))?", chapters):
        full = os.path.join(TESTS, path)
        if not os.path.exists(full):
            if "/" in path or names:
                failures.append(f"there is no {path}")
            continue
        folders.add(path if os.path.isdir(full) else os.path.dirname(path))
        for name in names.split(", ") if names else []:
            if os.path.isdir(full):
                if not os.path.exists(os.path.join(full, name + ".lua")):
                    failures.append(f"there is no {path}/{name}.lua")
            elif not re.search(rf"\b{name}\b", read(path)):
                failures.append(f"{path} does not hold {name}")
    for folder in sorted(os.listdir(os.path.join(TESTS, "library"))):
        rows = re.findall(rf"`library/{folder}`: ((?:\w+, )*\w+)", chapters)
        named = {name for row in rows for name in row.split(", ")}
        if os.path.isdir(os.path.join(TESTS, "library", folder)):
            for script in sorted(os.listdir(os.path.join(TESTS, "library", folder))):
                if script.endswith(".lua") and script[:-4] not in named:
                    failures.append(f"library/{folder}/{script} is not in the map")
    for part in ("language", "library"):
        for folder in sorted(os.listdir(os.path.join(TESTS, part))):
            if os.path.isdir(os.path.join(TESTS, part, folder)) and f"{part}/{folder}" not in folders:
                failures.append(f"{part}/{folder} is not in the map")
    return failures


def main():
    failures = []
    text = read("MANUAL.md")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    chapters = [part for part in parts if part[:2] in ("4 ", "5 ")]
    failures += missing_scripts("".join(part for part in parts[1:] if part not in chapters))
    if len(chapters) != 2:
        failures.append("chapters 4 and 5 not found")
    listed, named = set(), set()
    for row in re.findall(r"^\| (.*) \| (.*) \|$", "".join(chapters), re.MULTILINE):
        listed |= set(re.findall(r"`(\w+)`", row[0]))
        for file, tests in re.findall(r"`(\w+\.c)`: ([\w, ]+)", row[1]):
            named |= {(file, test) for test in re.findall(r"\w+", tests)}
    running = set()
    for file in sorted(os.listdir(os.path.join(TESTS, "unit", "api"))):
        if file.endswith(".c"):
            running |= {(file, test) for test in re.findall(r"RUN_FRESH\((\w+)\)",
                                                           read("unit", "api", file))}
    failures += [f"{file} has no test {test}" for file, test in sorted(named - running)]
    failures += [f"{file}: {test} is not in the map" for file, test in sorted(running - named)]
    failures += [f"{name} is not in the map" for name in sorted(declared() - listed)]
    print("\n".join(failures) or f"{len(running)} tests, {len(declared())} functions and macros")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
