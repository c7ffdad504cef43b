#!/usr/bin/env python3
"""listings.py --command ORRERY [--bless] [NAME...]: compares golden bytecode listings.

For each NAME.lua beside this file (default: all), what `ORRERY dis NAME.lua` prints must be
NAME.listing. --bless writes the listings instead."""
import argparse
import difflib
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def listing(command, name):
    """What the command prints for a case; it runs here, so that the chunk's name is the file's."""
    result = subprocess.run([command, "dis", name + ".lua"], cwd=HERE, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return result.stdout


def compare(name, seen):
    path = os.path.join(HERE, name + ".listing")
    wanted = ""
    if os.path.exists(path):
        with open(path) as file:
            wanted = file.read()
    if seen == wanted:
        return True
    print(f"{name}: the listing changed")
    sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), seen.splitlines(True),
                                               name + ".listing", "now"))
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    command = os.path.abspath(options.command)
    names = options.names or sorted(f[:-4] for f in os.listdir(HERE) if f.endswith(".lua"))
    failed = 0
    for name in names:
        seen = listing(command, name)
        if options.bless:
            with open(os.path.join(HERE, name + ".listing"), "w") as file:
                file.write(seen)
        else:
            failed += not compare(name, seen)
    print(f"{len(names)} listings, {failed} changed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
