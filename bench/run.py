#!/usr/bin/env python3
"""Run the benchmark programs under Orrery and the peers found on this machine, and compare.

    bench/run.py [--runs N] [--orrery PATH] [--list] [NAME...]

Without names all programs run; a name selects the programs whose name contains it. In each round
every engine runs the program once, one after the other, so that a change of the machine's speed
meets all of them; the best round counts. Time is the CPU time of the process (user and system).
A program checks its own result and its output must be the same under all engines; a failure is
reported, leaves the row out of the means, and makes the exit status 1.

A ratio is the peer's time divided by Orrery's: above 1 Orrery is faster. Without an Orrery binary
the first engine of the table takes its place.
"""
import argparse
import math
import os
import resource
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
TIME_LIMIT = 300  # seconds for one run; many times what the slowest peer needs

# name, command, whether it runs only Lua 5.1 syntax
PEERS = [
    ("lua5.4", ["lua5.4"], False),
    ("luajit", ["luajit"], True),
    ("luajit -joff", ["luajit", "-joff"], True),
]


def find_engines(orrery):
    """The engines present: (name, command, only 5.1), Orrery first."""
    engines = []
    if os.access(orrery, os.X_OK):
        engines.append(("orrery", [os.path.abspath(orrery)], False))
    else:
        print(f"no Orrery at {orrery}: comparing the peers only", file=sys.stderr)
    return engines + [peer for peer in PEERS if shutil.which(peer[1][0])]


def find_programs(filters):
    """Names of the programs, sorted; those that match one of the filters if there are any."""
    names = sorted(f[:-4] for f in os.listdir(PROGRAMS) if f.endswith(".lua"))
    if not filters:
        return names
    for text in filters:
        if not any(text in name for name in names):
            sys.exit(f"no program matches {text!r}")
    return [name for name in names if any(text in name for text in filters)]


def needs_54(path):
    with open(path, encoding="utf-8") as file:
        return file.readline().strip() == "-- needs: 5.4"


def children_time():
    """CPU seconds of all finished child processes."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_once(command, path):
    """Runs a program: (CPU seconds, output, None) or (None, None, what went wrong)."""
    before = children_time()
    try:
        done = subprocess.run(command + [path], capture_output=True, text=True, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return None, None, f"more than {TIME_LIMIT} s"
    seconds = children_time() - before
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        return None, None, lines[0]
    return seconds, done.stdout, None


def measure(name, engines, runs, failures):
    """The best time of each engine that can run a program: {engine: seconds}."""
    path = os.path.join(PROGRAMS, name + ".lua")
    able = [engine for engine in engines if not (engine[2] and needs_54(path))]
    best, outputs, failed = {}, {}, set()
    for _ in range(runs):
        for engine, command, _ in able:
            if engine in failed:
                continue
            seconds, output, problem = run_once(command, path)
            if problem is None and outputs.setdefault(name, output) != output:
                problem = "another output than " + able[0][0]
            if problem is not None:
                failures.append(f"{name} under {engine}: {problem}")
                failed.add(engine)
                continue
            best[engine] = min(seconds, best.get(engine, math.inf))
    return {engine: seconds for engine, seconds in best.items() if engine not in failed}


def geometric_mean(values):
    return math.exp(sum(math.log(value) for value in values) / len(values))


def print_row(cells):
    print(cells[0].ljust(16) + "".join(cell.rjust(18) for cell in cells[1:]), flush=True)


def format_row(name, times, ours, peers):
    cells = [name, f"{times[ours]:.3f} s" if ours in times else "failed"]
    for peer in peers:
        if peer not in times:
            cells.append("-")
        elif ours in times:
            cells.append(f"{times[peer]:.3f} s {times[peer] / times[ours]:7.2f}")
        else:
            cells.append(f"{times[peer]:.3f} s       -")
    return cells


def print_summary(ratios, peers):
    """The geometric mean of the ratios against each peer, and the worst program."""
    means, worst, names = ["geometric mean", ""], ["worst row", ""], ["", ""]
    for peer in peers:
        rows = ratios[peer]
        low = min(rows, key=rows.get) if rows else None
        means.append(f"{geometric_mean(rows.values()):.2f}" if rows else "-")
        worst.append(f"{rows[low]:.2f}" if rows else "-")
        names.append(low or "")
    for cells in (means, worst, names):
        print_row(cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="part of a program's name")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds (default 3)")
    parser.add_argument("--orrery", default=os.path.join(HERE, "..", "build", "orrery"),
                        metavar="PATH", help="the binary (default: build/orrery)")
    parser.add_argument("--list", action="store_true", help="list the programs and stop")
    options = parser.parse_args()
    programs = find_programs(options.names)
    if options.list:
        print("\n".join(programs))
        return 0
    engines = find_engines(options.orrery)
    if not engines:
        sys.exit("no engine found")
    ours, peers = engines[0][0], [engine[0] for engine in engines[1:]]
    ratios, failures = {peer: {} for peer in peers}, []
    print_row(["program", ours] + peers)
    for name in programs:
        times = measure(name, engines, max(1, options.runs), failures)
        print_row(format_row(name, times, ours, peers))
        for peer in peers:
            if ours in times and peer in times:
                ratios[peer][name] = times[peer] / times[ours]
    print()
    print_summary(ratios, peers)
    for failure in failures:
        print("FAILED " + failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
