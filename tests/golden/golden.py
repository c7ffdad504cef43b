#!/usr/bin/env python3
"""Compares the messages of erroneous programs with committed ones.

A golden file is a list of programs with blank lines between them. Lines of a program:
    --> text         what the message is, one such line for each of its lines, after the program
    --@ uncaught     the command runs the program as a file; the text is its standard error
    --@ traceback    the text is the message with its traceback
    --@ differs why  the reference implementation says something else, and why that is right
Lines that begin with # are titles. The rest is the program; its chunk name is "case".

golden.py --command build/orrery             compares with the files
golden.py --command lua5.4 --reference       the same, without what is marked `differs`
golden.py --command lua5.4 --update          writes the texts anew, but those marked `differs`
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


class Case:
    """One paragraph of a golden file: its lines, program, flags and expected text."""

    def __init__(self, line, lines):
        self.line = line
        self.source = [l for l in lines if not l.startswith(("--@", "-->", "#"))]
        self.head = [l for l in lines if l.startswith(("--@", "#"))]
        self.flags = " ".join(l for l in lines if l.startswith("--@"))
        self.expected = [l[4:] for l in lines if l.startswith("-->")]

    def text(self):
        return "\n".join(self.head + self.source + [("--> " + l).rstrip() for l in self.expected])


def read(path):
    cases, lines, start = [], [], 1
    for number, line in enumerate(path.read_text().split("\n") + [""], 1):
        if line:
            if not lines:
                start = number
            lines.append(line)
        elif lines:
            cases.append(Case(start, lines))
            lines = []
    return cases


def run(command, *arguments, cwd=None):
    done = subprocess.run([command, *arguments], capture_output=True, timeout=60 * float(os.environ.get("ORRERY_TEST_TIMEOUT_FACTOR", "1")), cwd=cwd,
                          stdin=subprocess.DEVNULL, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin",
                               **{k: v for k, v in os.environ.items() if "SAN_OPTIONS" in k}})
    return done.stdout.decode(errors="backslashreplace"), done.stderr.decode(
        errors="backslashreplace")


def uncaught(command, source):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "case.lua").write_text("\n".join(source))
        _, text = run(command, "case.lua", cwd=folder)
    text = re.sub(r"0x[0-9a-f]+", "0xADDRESS", text.rstrip("\n"))
    return re.sub("^" + re.escape(command) + ":", "lua:", text).split("\n")


def actual(command, path, cases):
    out, err = run(command, str(HERE / "driver.lua"), str(path))
    parts = re.split(r"^case \d+\n", out, flags=re.M)[1:]
    programs = [c for c in cases if c.source]
    if err or len(parts) != len(programs):
        sys.exit(f"{path.name}: the driver stopped after {len(parts)} programs: {err}")
    results = {}
    for case, part in zip(programs, parts):
        if "uncaught" in case.flags:
            results[case] = uncaught(command, case.source)
        else:
            results[case] = [l.rstrip() for l in part.rstrip("\n").split("\n")]
    return results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    if "/" in options.command:
        options.command = str(pathlib.Path(options.command).resolve())
    right = wrong = 0
    for path in options.files or sorted(HERE.glob("*.golden")):
        cases = read(path)
        results = actual(options.command, path, cases)
        for case, got in results.items():
            if "differs" in case.flags and (options.reference or options.update):
                continue
            want = [l.rstrip() for l in case.expected]
            if options.update:
                case.expected = got
            elif got != want:
                wrong += 1
                print(f"{path.name}:{case.line}: " + " / ".join(case.source))
                print("    want: " + "\n          ".join(want))
                print("    got:  " + "\n          ".join(got))
                continue
            right += 1
        if options.update:
            path.write_text("\n\n".join(c.text() for c in cases) + "\n")
    print(f"{right} messages as expected, {wrong} different")
    sys.exit(wrong != 0)


main()
