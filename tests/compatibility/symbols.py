#!/usr/bin/env python3
"""The dynamic symbols of our liblua5.4.so.0 against those of an installed one.

    symbols.py OURS [REFERENCE]

Ours must define every symbol of the reference with the same version, kind and (data only) size, and
no other one, but for those that releases after 5.4.4 added. SONAME and version names must be equal.
"""
import os
import re
import subprocess
import sys

REFERENCE = "/usr/lib/x86_64-linux-gnu/liblua5.4.so.0"
SKIPPED = 1 if os.environ.get("ORRERY_NO_SKIPS") else 77
ADDED_SINCE = {"lua_closethread": "5.4.6"}


def readelf(option, library):
    return subprocess.run(["readelf", "--wide", option, library], capture_output=True, text=True,
                          check=True).stdout


def symbols(library):
    """{name@version: (kind, size)} of what the library defines; functions may have any size."""
    found = {}
    for line in readelf("--dyn-syms", library).splitlines():
        fields = line.split()
        if len(fields) < 8 or not fields[0].rstrip(":").isdigit() or fields[6] == "UND":
            continue
        size, kind, name = fields[2], fields[3], fields[7]
        found[name] = (kind, size if kind == "OBJECT" else "any")
    return found


def soname(library):
    return re.search(r"SONAME.*\[(.*)\]", readelf("--dynamic", library)).group(1)


def main():
    ours = sys.argv[1]
    reference = sys.argv[2] if len(sys.argv) > 2 else REFERENCE
    try:
        open(reference, "rb").close()
    except OSError:
        print(f"skipped: {reference} is not installed")
        return SKIPPED
    theirs_found, ours_found = symbols(reference), symbols(ours)
    problems = [f"missing: {name}" for name in sorted(set(theirs_found) - set(ours_found))]
    for name in sorted(set(ours_found) - set(theirs_found)):
        if name.split("@")[0] not in ADDED_SINCE:
            problems.append(f"not public there: {name}")
    for name in sorted(set(ours_found) & set(theirs_found)):
        if ours_found[name] != theirs_found[name]:
            problems.append(f"{name}: {ours_found[name]} instead of {theirs_found[name]}")
    if soname(ours) != soname(reference):
        problems.append(f"SONAME {soname(ours)} instead of {soname(reference)}")
    print("\n".join(problems) or f"{len(theirs_found)} symbols, as in {reference}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
