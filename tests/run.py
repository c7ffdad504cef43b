#!/usr/bin/env python3
"""Run script tests: each script states what it prints; see README.md for the notation.

    run.py --command build/orrery [-j 2] [--peer] [--no-heavy] [--no-misuse] [path prefixes...]

Every script runs as a process of its own, in an empty scratch directory that holds nothing but a
link to it, so that messages name it by its bare file name and files it writes disturb nobody.
"""

import argparse
import concurrent.futures
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.abspath(__file__))
DEFAULT_TIMEOUT = 10.0
# An expectation starts at the first of these marks on a line and takes the rest of the line.
MARK = re.compile(r"--(>|~|!~|!|@)(?: (.*))?$")
SANITIZER = re.compile(r"AddressSanitizer|LeakSanitizer|MemorySanitizer|ThreadSanitizer"
                       r"|UndefinedBehaviorSanitizer|: runtime error: ")
DIRECTIVES = {"args", "stdin", "exit", "timeout", "heavy", "misuse", "peer-differs", "env"}


class Expectation:
    """One line that must appear: where it is asked for, its text, and whether that is a regex."""

    def __init__(self, line, text, is_regex):
        self.line = line
        self.text = text
        self.is_regex = is_regex

    def equals(self, got):
        if self.is_regex:
            return re.fullmatch(self.text, got) is not None
        return self.text == got

    def within(self, got):
        if self.is_regex:
            return re.search(self.text, got) is not None
        return self.text in got

    def __str__(self):
        return ("~ " if self.is_regex else "> ") + self.text


class Script:
    """A test file: its expectations for the two streams and its directives."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.relpath(path, TESTS)
        self.output = []
        self.errors = []
        self.directives = {}
        self.problem = None
        with open(path, encoding="latin-1", newline="\n") as file:
            for number, text in enumerate(file.read().split("\n"), 1):
                self.read_line(number, text)
        if self.problem is None and not (self.output or self.errors or "exit" in self.directives):
            self.problem = "states no expectation"

    def read_line(self, number, text):
        found = MARK.search(text)
        if not found:
            return
        kind, rest = found.group(1), (found.group(2) or "").rstrip()
        if kind == ">":
            for part in re.split(r"(?:^| )-->(?: |$)", rest):
                self.output.append(Expectation(number, part.rstrip(), False))
        elif kind == "~":
            self.output.append(self.regex(number, rest))
        elif kind == "@":
            word, _, value = rest.partition(" ")
            if word not in DIRECTIVES:
                self.problem = f"line {number}: unknown directive '{word}'"
            self.directives[word] = value
        else:
            self.errors.append(self.regex(number, rest) if kind == "!~"
                               else Expectation(number, rest, False))

    def regex(self, number, text):
        try:
            re.compile(text)
        except re.error as error:
            self.problem = f"line {number}: bad regular expression: {error}"
        return Expectation(number, text, True)

    def exit_code(self):
        return int(self.directives.get("exit", 1 if self.errors else 0))


def lines_of(data):
    """The lines of a stream as the notation writes them: a tab is a space, blanks at the end go."""
    text = data.decode("latin-1").replace("\t", " ")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.rstrip() for line in lines]


def compare_output(script, got):
    for expected, line in zip(script.output, got):
        if not expected.equals(line):
            return f"{script.name}:{expected.line}: expected {expected}\n    got        > {line}"
    if len(got) < len(script.output):
        expected = script.output[len(got)]
        return f"{script.name}:{expected.line}: expected {expected}\n    got        end of output"
    if len(got) > len(script.output):
        return f"{script.name}: unexpected line of output: {got[len(script.output)]}"
    return None


def compare_errors(script, got):
    """Expected error lines appear in this order; other lines may stand between them."""
    if not script.errors:
        return f"{script.name}: unexpected error: {got[0]}" if got else None
    rest = iter(got)
    for expected in script.errors:
        if not any(expected.within(line) for line in rest):
            shown = "\n      ".join(got) or "nothing"
            return f"{script.name}:{expected.line}: error expected {expected}\n    got {shown}"
    return None


def judge(script, code, out, err):
    got_errors = lines_of(err)
    tail = "".join("\n    stderr: " + line for line in got_errors[:12])
    if SANITIZER.search(err.decode("latin-1")):
        return f"{script.name}: sanitizer report{tail}"
    if code < 0:
        return f"{script.name}: killed by {signal.Signals(-code).name}{tail}"
    failure = compare_output(script, lines_of(out))
    if failure:
        return failure + ("" if script.errors else tail)
    failure = compare_errors(script, got_errors)
    if failure:
        return failure
    if code != script.exit_code():
        return f"{script.name}: exit code {code}, expected {script.exit_code()}{tail}"
    return None


def environment_for(script, command):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LUA_")}
    kept.update(LC_ALL="C", TZ="UTC", ORRERY_COMMAND=" ".join(map(shlex.quote, command)))
    for pair in shlex.split(script.directives.get("env", "")):
        key, _, value = pair.partition("=")
        kept[key] = value
    return kept


def run(script, command, factor):
    """None when the script passes, else the text of its failure."""
    if script.problem:
        return f"{script.name}: {script.problem}"
    scratch = tempfile.mkdtemp(prefix="orrery-test-")
    try:
        base = os.path.basename(script.path)
        os.symlink(script.path, os.path.join(scratch, base))
        arguments = shlex.split(script.directives.get("args", ""))
        timeout = float(script.directives.get("timeout") or DEFAULT_TIMEOUT) * factor
        given = script.directives.get("stdin", "").encode("latin-1").decode("unicode_escape")
        done = subprocess.run(command + [base] + arguments, cwd=scratch, timeout=timeout,
                              input=given.encode("latin-1"), capture_output=True,
                              env=environment_for(script, command))
        return judge(script, done.returncode, done.stdout, done.stderr)
    except subprocess.TimeoutExpired as late:
        last = lines_of(late.stdout or b"")[-1:]
        return f"{script.name}: no end after {late.timeout:g} s; last line of output: {last}"
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def find_scripts(prefixes):
    wanted = [os.path.abspath(p) for p in prefixes]
    # A prefix may be meant from the current folder or from this one.
    wanted += [os.path.join(TESTS, p) for p in prefixes if not os.path.isabs(p)]
    found = []
    for folder, folders, files in os.walk(TESTS):
        folders.sort()
        if folder == TESTS:
            others = ("bytecode", "command", "compatibility", "differential", "fuzz", "link",
                      "tools", "unit")
            folders[:] = [f for f in folders if f not in others]
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.endswith(".lua") and (not wanted or any(path.startswith(w) for w in wanted)):
                found.append(path)
    return found


def select(paths, options):
    for path in paths:
        script = Script(path)
        if options.peer and ("peer-differs" in script.directives
                             or script.name.startswith("orrery" + os.sep)):
            continue
        if script.name.startswith("internals" + os.sep) and "orrery_t" not in options.command:
            continue
        if options.no_heavy and "heavy" in script.directives:
            continue
        if options.no_misuse and "misuse" in script.directives:
            continue
        yield script


def main():
    parser = argparse.ArgumentParser(description="Run script tests.")
    parser.add_argument("--command", required=True, help="the interpreter, with its options")
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1, dest="jobs", help="at a time")
    parser.add_argument("--peer", action="store_true",
                        help="the command is another Lua 5.4: leave out what is ours alone")
    parser.add_argument("--no-heavy", action="store_true", help="leave out scripts marked heavy")
    parser.add_argument("--no-misuse", action="store_true", help="leave out scripts marked misuse")
    parser.add_argument("--list", action="store_true", help="name the scripts and run nothing")
    parser.add_argument("prefixes", nargs="*", help="run only scripts whose path starts so")
    options = parser.parse_args()

    command = shlex.split(options.command)
    if os.sep in command[0]:
        command[0] = os.path.abspath(command[0])
    elif not shutil.which(command[0]):
        parser.error(f"no such command: {command[0]}")
    if not os.access(shutil.which(command[0]) or "", os.X_OK):
        parser.error(f"cannot run: {command[0]}")
    factor = float(os.environ.get("ORRERY_TEST_TIMEOUT_FACTOR", "1"))

    scripts = list(select(find_scripts(options.prefixes), options))
    if options.list:
        print("\n".join(script.name for script in scripts))
        return 0
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for failure in pool.map(lambda script: run(script, command, factor), scripts):
            if failure:
                failed += 1
                print(failure, flush=True)
    print(f"{len(scripts) - failed} passed, {failed} failed")
    return 1 if failed or not scripts else 0


if __name__ == "__main__":
    sys.exit(main())
