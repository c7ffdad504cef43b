#!/usr/bin/env python3
"""Compare single operations under Orrery and the peers found on this machine.

    bench/rows/run.py [--runs N] [--seconds S] [--orrery PATH] [--peer NAME=COMMAND] [--chart FILE] [NAME...]

Each row of rows.lua runs under every engine in turn, in a process of its own, with the number of
turns that takes Orrery about S seconds; the best of N rounds counts. A ratio is the peer's time
divided by Orrery's. The value that a row computes must be the same under all engines.
"""
import argparse
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import chart  # noqa: E402  (from the folder above)
import engines as engine_list  # noqa: E402

ROWS = os.path.join(HERE, "rows.lua")
FIRST_TURNS, LEAST_SECONDS = 1000, 0.01


def run_row(engine, name, turns):
    """(seconds, value) of a row."""
    lines = engine_list.run(engine, ROWS, [name, str(turns)]).output.splitlines()
    return float(lines[0]), lines[1]


def turns_for(engine, name, seconds):
    """How many turns (a multiple of 100) take the engine about that long."""
    turns = FIRST_TURNS
    while True:
        took, _ = run_row(engine, name, turns)
        if took > LEAST_SECONDS:
            return max(100, int(turns * seconds / took) // 100 * 100)
        turns *= 10


def measure(engines, name, options):
    """{engine's name: best seconds} of a row."""
    turns, best, expected = turns_for(engines[0], name, options.seconds), {}, None
    for _ in range(options.runs):
        for engine in engines:
            seconds, value = run_row(engine, name, turns)
            # LuaJIT has no integers: what overflows a float's 53 bits is not the same there.
            expected = value if expected is None else expected
            if engine.language == "lua" and value != expected:
                raise engine_list.Failure(f"{name} under {engine.name}: {value} instead of {expected}")
            best[engine.name] = min(seconds, best.get(engine.name, math.inf))
    return best


def print_row(name, cells):
    print(f"{name:<30}" + "".join(cell.rjust(14) for cell in cells), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="part of a row's name")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds (default 3)")
    parser.add_argument("--seconds", type=float, default=0.1, help="for a row under Orrery")
    parser.add_argument("--orrery", default=os.path.join(HERE, "..", "..", "build", "orrery"))
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--chart", metavar="FILE", help="write the ratios as an SVG chart")
    options = parser.parse_args()
    engines = [e for e in engine_list.find(options.orrery, options.peer) if e.language != "python"]
    peers = [engine.name for engine in engines[1:]]
    names = [name for name in engine_list.run(engines[0], ROWS).output.splitlines()
             if not options.names or any(text in name for text in options.names)]
    table = []
    print_row("row", peers)
    for name in names:
        best = measure(engines, name, options)
        table.append((name, {peer: best[peer] / best[engines[0].name] for peer in peers}))
        print_row(name, [f"{table[-1][1][peer]:.2f}" for peer in peers])
    logs = {peer: [math.log(row[peer]) for _, row in table] for peer in peers}
    print_row("geometric mean", [f"{math.exp(sum(logs[peer]) / len(table)):.2f}" for peer in peers])
    print_row("worst", [f"{min(row[peer] for _, row in table):.2f}" for peer in peers])
    if options.chart:
        with open(options.chart, "w", encoding="utf-8") as file:
            file.write(chart.chart("Time of the peer / time of Orrery", table, peers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
