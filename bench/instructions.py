#!/usr/bin/env python3
"""Count the instructions of some programs and compare with the record, instructions.txt.

    bench/instructions.py [--orrery PATH] [--update]

Instructions, counted by `valgrind --tool=callgrind`, do not waver as times do: a difference is a
difference of the code. A program that takes over 3 % more than the record says is a failure; who
means it runs with --update and commits the new record together with the change. A record holds for
one compiler: with another one the counts are shown and nothing fails.
"""
import argparse
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
RECORD = os.path.join(HERE, "instructions.txt")
TOLERANCE = 0.03

# Programs and their sizes: some tens of milliseconds each without valgrind.
PROGRAMS = {
    "binarytrees": 8, "closures": 40, "deltablue": 100, "fannkuch": 7, "json": 40, "lexer": 300,
    "nbody": 3000, "queens": 7, "richards": 300, "ring": 60000, "sha256": 15000, "sorting": 3000,
    "spectralnorm": 40, "strings": 2, "towers": 12, "wordcount": 10000,
}


def compiler():
    """The compiler that `cc` is, as the record names it."""
    done = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True, check=False)
    return "gcc " + done.stdout.strip() if done.returncode == 0 else "unknown"


def count(orrery, name, size):
    path = os.path.join(HERE, "programs", name + ".lua")
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", orrery, path, str(size)],
        capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or found is None:
        sys.exit(f"{name} failed under valgrind:\n{done.stderr}")
    return int(found.group(1))


def read_record():
    """(compiler, {program: instructions}); empty without a record."""
    made_by, counts = "", {}
    if os.path.exists(RECORD):
        with open(RECORD, encoding="utf-8") as file:
            for line in file:
                if line.startswith("# compiler: "):
                    made_by = line[len("# compiler: "):].strip()
                elif not line.startswith("#"):
                    name, number = line.split()
                    counts[name] = int(number)
    return made_by, counts


def write_record(counts):
    with open(RECORD, "w", encoding="utf-8") as file:
        file.write("# Instructions of bench/programs at small sizes; see instructions.py.\n")
        file.write(f"# compiler: {compiler()}\n")
        for name, number in counts.items():
            file.write(f"{name:<16}{number:>12}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--orrery", default=os.path.join(HERE, "..", "build", "orrery"),
                        metavar="PATH", help="the binary (default: build/orrery)")
    parser.add_argument("--update", action="store_true", help="make a new record")
    options = parser.parse_args()
    made_by, record = read_record()
    grown, counts = [], {}
    for name, size in PROGRAMS.items():
        counts[name] = count(os.path.abspath(options.orrery), name, size)
        change = counts[name] / record[name] - 1 if name in record else 0
        print(f"{name:<16}{counts[name]:>12}{change * 100:>+8.1f} %", flush=True)
        if change > TOLERANCE:
            grown.append(name)
    if options.update:
        write_record(counts)
        return 0
    if sorted(record) != sorted(PROGRAMS):
        print("the record has other programs: make a new one with --update", file=sys.stderr)
        return 1
    if grown and made_by != compiler():
        print(f"the record is of {made_by}, this is {compiler()}: nothing is compared")
        return 0
    for name in grown:
        print(f"{name} takes more instructions than bench/instructions.txt says", file=sys.stderr)
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
