#!/usr/bin/env python3
"""Random programs on two Lua interpreters: what do they print differently?

    differential.py --command build/orrery                      # the first 1,000 programs
    differential.py --command build/orrery --count 100000       # the long run
    differential.py --command build/orrery --seconds 20         # as many as fit
    differential.py --command build/orrery --seed 4711 --count 1
    differential.py --show 4711                                 # the program of a seed
    differential.py --command build/orrery FILE ...             # these programs instead; minimized

Seeds count up from --seed. A program on which the command agrees with no --peer (default: lua5.4; may
be given several times, for releases that differ among each other) is a difference: it is minimized,
printed with both outputs, and with --keep written to a folder. Deaths by signal, messages of
sanitizers and time-outs count as differences too. The exit code is 1 when there were any, 77 when no
peer is installed.
"""

import argparse
import collections
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import generator                                             # noqa: E402
import minimize                                              # noqa: E402

DRIVER = os.path.join(HERE, "driver.lua")
MARK = "--@@ "
ENVIRONMENT = dict({k: v for k, v in os.environ.items() if not k.startswith("LUA_")}, LC_ALL="C", TZ="UTC")
FACTOR = float(os.environ.get("ORRERY_TEST_TIMEOUT_FACTOR", "1"))
# The sign of a NaN and addresses are nobody's business. Then what differs between the releases of
# Lua 5.4: where a division of constants by zero is said to happen, whose fault a bad position is.
NOISE = [(re.compile(pattern), text) for pattern, text in (
    (rb"-nan", b"nan"),
    (rb": 0x[0-9a-f]{6,}", b": ADDRESS"),
    (rb"p:\d+: (attempt to (?:perform 'n|divide by zero)[^\n]*)", rb"p:LINE: \1"),
    (rb"(attempt to (?:perform 'n%+|divide by zero)[^\\]*\\010stack traceback:\\010\\009p):\d+", rb"\1:LINE"),
    (rb"bad argument #[12] to '(table\.)?remove' \(position", rb"bad argument to '\1remove' (position"))]
DEAD = re.compile(rb"\[exit (?:timeout|-\d+)\]")


def clean(output):
    for pattern, text in NOISE:
        output = pattern.sub(text, output)
    return output


class Runner:
    """One interpreter, running batches of programs in a scratch folder."""

    def __init__(self, command, folder, timeout):
        self.command, self.folder, self.timeout = command, folder, timeout
        self.label = re.sub(r"\W", "_", command)

    def execute(self, path, timeout):
        """(exit code or "timeout", standard output, standard error)"""
        try:
            done = subprocess.run([self.command, DRIVER, path], stdin=subprocess.DEVNULL, capture_output=True,
                                  timeout=timeout * FACTOR, env=ENVIRONMENT, cwd=self.folder)
            return done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            return "timeout", b"", b""

    def one(self, path, timeout=None):
        """What a single program does, as bytes to compare."""
        code, output, problem = self.execute(path, timeout or self.timeout)
        output = clean(output)
        if code != 0:
            output += b"\n[exit %s]\n" % str(code).encode() + clean(problem)[-3000:]
        return output

    def batch(self, path):
        """{name: output} of a file of programs, or None when the process did not live through it."""
        code, output, _ = self.execute(path, self.timeout * 2)
        if code != 0:
            return None
        results = {}
        for part in re.split(rb"^--@@ ", output, flags=re.M)[1:]:
            name, _, rest = part.partition(b"\n")
            results[name.decode()] = clean(rest)
        return results


class Comparison:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.command = Runner(os.path.abspath(options.command), folder, options.timeout)
        self.peers = [Runner(peer, folder, options.timeout) for peer in options.peers]
        self.serial = 0

    def write(self, programs):
        self.serial += 1
        path = os.path.join(self.folder, "p%d_%d.txt" % (os.getpid(), self.serial))
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            for name, text in programs:
                file.write(MARK + name + "\n" + text)
        return path

    def differs(self, text, timeout=None):
        """(ours, theirs, do the peers agree?) when the command agrees with no peer, else None."""
        path = self.write([("x", text)])
        try:
            ours, answers = self.command.one(path, timeout), []
            for peer in self.peers:
                answers.append(peer.one(path, timeout))
                if answers[-1] == ours or DEAD.search(answers[-1]):
                    return None             # agreement, or a peer that fell over its own feet
            return ours, answers[0], answers.count(answers[0]) == len(answers)
        finally:
            os.unlink(path)

    def batch(self, seeds):
        """Programs of these seeds on which command and first peer disagree, and how many agree."""
        programs = [(str(seed), generator.program(seed)) for seed in seeds]
        path = self.write(programs)
        try:
            ours = self.command.batch(path)
            theirs = self.peers[0].batch(path)
        finally:
            os.unlink(path)
        return [(name, text) for name, text in programs
                if ours is None or theirs is None or name not in ours or ours[name] != theirs.get(name)]


def signature(pair):
    """A key for differences that look alike: the first lines that differ, without their numbers."""
    ours, theirs = pair[0].split(b"\n"), pair[1].split(b"\n")
    for a, b in zip(ours, theirs):
        if a != b:
            return tuple(re.sub(rb"\d+", b"#", line)[:160] for line in (a, b))
    return (len(ours) < len(theirs),)


def run_batch(arguments):
    options, folder, seeds = arguments
    comparison = Comparison(options, folder)
    suspects = comparison.batch(seeds)
    found = []
    for name, text in suspects:
        started = time.monotonic()
        pair = comparison.differs(text)
        if time.monotonic() - started > 2 * FACTOR and not pair:
            print("differential: seed %s is slow" % name, file=sys.stderr)
        if pair:
            found.append((name, text, pair))
    return len(seeds), len(suspects) - len(found), found


def report(options, comparison, name, text, pair):
    if not options.no_minimize:
        wanted = b"[exit" in pair[0]

        def interesting(candidate, pair=pair):
            now = comparison.differs(candidate, timeout=3)
            return now is not None and (b"[exit" in now[0]) == wanted and now[2] >= pair[2]

        if b"[exit timeout]" not in pair[0]:
            text = minimize.minimize(text, interesting, options.minimize_seconds)
            pair = comparison.differs(text) or pair
    ours, theirs = (side.decode("utf-8", "replace").split("\n") for side in pair[:2])
    print("=" * 20, "seed", name)
    print(text, end="")
    for number, (a, b) in enumerate(zip(ours + [""] * len(theirs), theirs + [""] * len(ours))):
        if a != b:
            print("-" * 20, "line %d of the output" % number)
            print("ours:   " + "\n        ".join(ours[number:number + 6])[:1500])
            print("theirs: " + "\n        ".join(theirs[number:number + 6])[:1500])
            break
    sys.stdout.flush()
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
        with open(os.path.join(options.keep, "%s.lua" % name), "w", encoding="utf-8") as file:
            file.write(text)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--command", help="the interpreter under test")
    parser.add_argument("--peer", action="append", dest="peers", help="an interpreter to agree with")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seconds", type=float, help="start no new batch after so many seconds")
    parser.add_argument("--jobs", "-j", type=int, default=1)
    parser.add_argument("--batch", type=int, default=50, help="programs to a process")
    parser.add_argument("--timeout", type=float, default=10, help="seconds for one program")
    parser.add_argument("--keep", metavar="FOLDER", help="write minimized differences here")
    parser.add_argument("--most", type=int, default=20, help="stop after so many differences of different looks")
    parser.add_argument("--alike", type=int, default=2, help="report so many of those that look alike")
    parser.add_argument("--no-minimize", action="store_true")
    parser.add_argument("--minimize-seconds", type=float, default=12)
    parser.add_argument("--show", type=int, metavar="SEED", help="print a program and stop")
    parser.add_argument("files", nargs="*")
    return parser.parse_args()


def main():
    options = parse()
    if options.show is not None:
        print(generator.program(options.show), end="")
        return 0
    if not options.command:
        sys.exit("differential.py: --command is missing")
    options.peers = [shutil.which(peer) for peer in options.peers or ["lua5.4"] if shutil.which(peer)]
    if not options.peers:
        print("differential: left out, no lua5.4 to compare with")
        return 1 if os.environ.get("ORRERY_NO_SKIPS") else 77
    if options.count is None:
        options.count = 10**9 if options.seconds else 1000
    with tempfile.TemporaryDirectory(prefix="differential-") as folder:
        comparison = Comparison(options, folder)
        if options.files:
            found = 0
            for path in options.files:
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                pair = comparison.differs(text)
                if pair:
                    found += 1
                    report(options, comparison, os.path.basename(path), text, pair)
            print("differential: %d files, %d differences" % (len(options.files), found))
            return 1 if found else 0
        return run(options, comparison, folder)


def batches(options, folder, stop):
    end = options.seed + options.count
    for first in range(options.seed, end, options.batch):
        if stop and time.monotonic() > stop:
            return
        yield options, folder, range(first, min(first + options.batch, end))


def run(options, comparison, folder):
    stop = time.monotonic() + options.seconds if options.seconds else None
    alike = collections.Counter()
    done = settled = found = 0
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        waiting = collections.deque()
        work = batches(options, folder, stop)
        while True:
            while len(waiting) < options.jobs + 1:
                arguments = next(work, None)
                if arguments is None:
                    break
                waiting.append(pool.submit(run_batch, arguments))
            if not waiting:
                break
            count, agreed, differences = waiting.popleft().result()
            done, settled = done + count, settled + agreed
            for name, text, pair in differences:
                found += 1
                key = signature(pair)
                alike[key] += 1
                if alike[key] <= options.alike:
                    report(options, comparison, name, text, pair)
            if len(alike) >= options.most:
                work = iter(())
            if done % 10000 < options.batch and done >= 10000:
                print("differential: %d programs, %d differences" % (done, found), file=sys.stderr)
    print("differential: seeds %d to %d, %d programs, %d differences (%d kinds); %d agree only with another "
          "release or alone" % (options.seed, options.seed + done - 1, done, found, len(alike), settled))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
