#!/usr/bin/env python3
"""A foreign program that is missing is never taken for one that passed.

    skips.py ORRERY

A case counts as skipped then, and as failed where ORRERY_NO_SKIPS is set (.ci/run does that).
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NOWHERE = "/nowhere/at/all"
MISSING = {
    "module": [sys.argv[1], "-l", "need", "-e", "need('no.such.module', 'no-such-package')"],
    "symbols": [sys.executable, os.path.join(HERE, "symbols.py"), NOWHERE, NOWHERE],
    "headers": [sys.executable, os.path.join(HERE, "headers.py"), "--ours", NOWHERE, "--reference",
                NOWHERE],
    "behaviour": [sys.executable, os.path.join(HERE, "behaviour.py"), "--library", NOWHERE,
                  "--command", sys.argv[1]],
    "lighttpd": [sys.executable, os.path.join(HERE, "lighttpd.py"), "--library", NOWHERE,
                 "--server", NOWHERE],
}


def main():
    problems = []
    for strict, expected in (("", 77), ("1", 1)):
        environment = {**os.environ, "ORRERY_NO_SKIPS": strict, "CC": NOWHERE,
                       "LUA_PATH": os.path.join(HERE, "support", "?.lua") + ";;"}
        for name, command in MISSING.items():
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, check=False)
            if done.returncode != expected or not done.stdout.startswith("skipped: "):
                problems.append(f"{name}, ORRERY_NO_SKIPS={strict!r}: status {done.returncode} "
                                f"instead of {expected}: {done.stdout.strip()}")
    print("\n".join(problems) or f"{len(MISSING)} cases without a counterpart")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
