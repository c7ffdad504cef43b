#!/usr/bin/env python3
"""Run the benchmark programs under Orrery and the peers found on this machine, and compare.

    bench/run.py [--runs N] [--orrery PATH] [--peer NAME=COMMAND] [--chart FILE] [--list] [NAME...]

Without names all programs run; a name selects the programs whose name contains it. In each round
every engine runs the program once, one after the other, so that a change of the machine's speed
meets all of them; the best round counts. Time is the CPU time of the process (user and system),
memory its peak of resident memory.
A program checks its own result and its output must be the same under all engines; a failure is
reported, leaves the row out of the means, and makes the exit status 1.

A ratio is the peer's time divided by Orrery's: above 1 Orrery is faster. The table of memory gives
Orrery's peak divided by the peer's: below 1 Orrery takes less. Without an Orrery binary the first
engine of the table takes its place.
"""
import argparse
import math
import os
import sys

import chart
import engines as engine_list

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
TWINS = os.path.join(HERE, "python")


def find_programs(filters):
    """Names of the programs, sorted; those that match one of the filters if there are any."""
    names = sorted(f[:-4] for f in os.listdir(PROGRAMS) if f.endswith(".lua"))
    if not filters:
        return names
    for text in filters:
        if not any(text in name for name in names):
            sys.exit(f"no program matches {text!r}")
    return [name for name in names if any(text in name for text in filters)]


def path_for(engine, name):
    """What an engine runs for a program, or None if it cannot."""
    path = os.path.join(PROGRAMS, name + ".lua")
    if engine.language == "python":
        twin = os.path.join(TWINS, name + ".py")
        return twin if os.path.exists(twin) else None
    if engine.language == "lua5.1":
        with open(path, encoding="utf-8") as file:
            if file.readline().strip() == "-- needs: 5.4":
                return None
    return path


def measure(name, engines, runs, failures):
    """The least time and memory of each engine that can run a program: {engine's name: Run}."""
    best, expected, failed = {}, None, set()
    for _ in range(runs):
        for engine in engines:
            path = path_for(engine, name)
            if path is None or engine.name in failed:
                continue
            try:
                got = engine_list.run(engine, path)
                if expected is None:
                    expected = got.output
                if got.output != expected:
                    raise engine_list.Failure("another output than " + engines[0].name)
            except engine_list.Failure as problem:
                failures.append(f"{name} under {engine.name}: {problem}")
                failed.add(engine.name)
                best.pop(engine.name, None)
                continue
            old = best.get(engine.name, got)
            best[engine.name] = engine_list.Run(min(old.seconds, got.seconds),
                                                min(old.memory, got.memory), got.output)
    return best


def geometric_mean(values):
    return math.exp(sum(math.log(value) for value in values) / len(values))


def print_row(cells):
    print(cells[0].ljust(16) + "".join(cell.rjust(18) for cell in cells[1:]), flush=True)


def format_row(name, got, ours, peers):
    """A row of the table of times."""
    cells = [name, f"{got[ours].seconds:.3f} s" if ours in got else "failed"]
    for peer in peers:
        if peer not in got:
            cells.append("-")
        elif ours in got:
            cells.append(f"{got[peer].seconds:.3f} s {got[peer].seconds / got[ours].seconds:7.2f}")
        else:
            cells.append(f"{got[peer].seconds:.3f} s       -")
    return cells


def print_summary(ratios, peers, worst_of):
    """The geometric mean of the ratios against each peer, and the worst program."""
    means, worst, names = ["geometric mean", ""], ["worst row", ""], ["", ""]
    for peer in peers:
        rows = {name: row[peer] for name, row in ratios.items() if peer in row}
        low = worst_of(rows, key=rows.get) if rows else None
        means.append(f"{geometric_mean(rows.values()):.2f}" if rows else "-")
        worst.append(f"{rows[low]:.2f}" if rows else "-")
        names.append(low or "")
    for cells in (means, worst, names):
        print_row(cells)


def ratios_of(results, ours, peers, ratio):
    """{program: {peer: ratio}} of the programs that ran under both."""
    return {name: {peer: ratio(got[ours], got[peer]) for peer in peers if peer in got}
            for name, got in results.items() if ours in got}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="part of a program's name")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds (default 3)")
    parser.add_argument("--orrery", default=os.path.join(HERE, "..", "build", "orrery"),
                        metavar="PATH", help="the binary (default: build/orrery)")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND",
                        help="one more Lua 5.4 to compare with")
    parser.add_argument("--chart", metavar="FILE", help="write the ratios as an SVG chart")
    parser.add_argument("--list", action="store_true", help="list the programs and stop")
    options = parser.parse_args()
    programs = find_programs(options.names)
    if options.list:
        print("\n".join(programs))
        return 0
    engines = engine_list.find(options.orrery, options.peer)
    if not engines:
        sys.exit("no engine found")
    ours, peers = engines[0].name, [engine.name for engine in engines[1:]]
    results, failures = {}, []
    print_row(["program", ours] + peers)
    for name in programs:
        results[name] = measure(name, engines, max(1, options.runs), failures)
        print_row(format_row(name, results[name], ours, peers))
    times = ratios_of(results, ours, peers, lambda us, peer: peer.seconds / us.seconds)
    memory = ratios_of(results, ours, peers, lambda us, peer: us.memory / peer.memory)
    print("\ntime: peer's / ours")
    print_summary(times, peers, min)
    print("\npeak memory: ours / peer's")
    print_summary(memory, peers, max)
    if options.chart:
        with open(options.chart, "w", encoding="utf-8") as file:
            file.write(chart.chart("Time of the peer / time of Orrery", list(times.items()), peers))
    for failure in failures:
        print("FAILED " + failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
