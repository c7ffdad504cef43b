#!/usr/bin/env python3
"""Run boundary.c with two libraries of Lua 5.4 and compare: what API calls cost.

    bench/boundary/run.py [--rounds N] [--ours PATH] [--peer PATH] [--check] [ROW...]

The program is linked against liblua5.4.so.0; --ours and --peer name the two files of that name, or
their folders (default: build/liblua and the system's library). In each round the program runs once
with each of them, row by row one after the other, so that a change of the machine's speed meets
both; the best round of each row counts. Time is processor time. A ratio is the peer's time divided
by ours: above 1 Orrery is faster. Names select the rows that contain one of them.

The exit status is 1 if check sums differ. With --check that is all: few operations, no times.
"""
import argparse
import math
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(HERE, "..", "..", "build")
PEER_FOLDERS = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
LIBRARY = "liblua5.4.so.0"


def folder_of(path):
    """The folder to search for the library, which must have its common name."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    if not os.path.exists(os.path.join(folder, LIBRARY)):
        sys.exit(f"no {LIBRARY} in {folder}")
    return os.path.abspath(folder)


def find_peer(path, otherwise):
    """The peer's folder: the given one, else the system's, else `otherwise`."""
    if path is None:
        path = next((f for f in PEER_FOLDERS if os.path.exists(os.path.join(f, LIBRARY))), otherwise)
    if path is None:
        sys.exit(f"no {LIBRARY} to compare with (--peer)")
    return folder_of(path)


def run_program(program, folder, options, rows):
    """{row: (nanoseconds, check sum)} of one run with the library in `folder`, in the order of rows."""
    environment = dict(os.environ, LD_LIBRARY_PATH=folder)
    done = subprocess.run([program, *options, *rows], env=environment, text=True,
                          stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{program} failed with {folder}: status {done.returncode}")
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {name: (float(time), total) for name, time, total in lines}


def different_sums(ours, peer):
    """Rows whose check sums are not the same."""
    return [name for name in ours if name not in peer or ours[name][1] != peer[name][1]]


def keep_best(best, got):
    for name, (time, _) in got.items():
        best[name] = min(time, best.get(name, time))


def print_table(ours, peer):
    print(f"{'row':28}{'ours, ns':>12}{'peer, ns':>12}{'ratio':>8}")
    ratios = {name: peer[name] / ours[name] for name in ours}
    for name, ratio in ratios.items():
        print(f"{name:28}{ours[name]:12.1f}{peer[name]:12.1f}{ratio:8.2f}")
    mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
    worst = min(ratios, key=ratios.get)
    print(f"\n{len(ratios)} rows, geometric mean {mean:.2f}, worst {ratios[worst]:.2f} ({worst})")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--program", default=os.path.join(BUILD, "tests", "boundary"))
    parser.add_argument("--ours", default=os.path.join(BUILD, "liblua"))
    parser.add_argument("--peer")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("rows", nargs="*")
    arguments = parser.parse_args()
    ours = folder_of(arguments.ours)
    folders = ours, find_peer(arguments.peer, ours if arguments.check else None)
    options = ["-s", "1", "-r", "2"] if arguments.check else ["-r", "3"]
    best = {}, {}
    for _ in range(1 if arguments.check else arguments.rounds):
        got = [run_program(arguments.program, folder, options, arguments.rows)
               for folder in folders]
        wrong = different_sums(*got)
        if wrong:
            sys.exit("check sums differ: " + ", ".join(wrong))
        keep_best(best[0], got[0])
        keep_best(best[1], got[1])
    if not best[0]:
        sys.exit("no such row")
    if not arguments.check:
        print_table(*best)


if __name__ == "__main__":
    main()
