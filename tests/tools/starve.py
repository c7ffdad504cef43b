#!/usr/bin/env python3
"""Run a script again and again, each time with memory running out one request later.

    starve.py --command build/orrery script.lua [arguments...]

For builds with STRESS_ALLOC (see allocator.h). Each run must end well, or with exit code 1 and a
message that says "not enough memory"; never by a signal or with a sanitizer's report.
"""

import argparse
import os
import subprocess
import sys

ENOUGH = 20  # this many runs in a row that do not notice: the script makes no more requests


def main():
    parser = argparse.ArgumentParser(description="Run a script short of memory.")
    parser.add_argument("--command", required=True, help="the interpreter")
    parser.add_argument("script", nargs=argparse.REMAINDER, help="a script and its arguments")
    options = parser.parse_args()
    well, request, starved, failed = 0, 0, 0, 0
    while well < ENOUGH:
        request += 1
        environment = dict(os.environ, ORRERY_STRESS_ALLOC=str(request))
        done = subprocess.run([options.command] + options.script, env=environment,
                              capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
        message = done.stderr.decode("latin-1")
        if done.returncode == 0 and not message:
            well += 1
            continue
        well = 0
        starved += 1
        if done.returncode != 1 or "not enough memory" not in message or "==ERROR" in message:
            failed += 1
            print(f"request {request}: exit code {done.returncode}: {message[:2000]}")
    print(f"{request} runs, {starved} short of memory, {failed} failed")
    return 1 if failed or not starved else 0


if __name__ == "__main__":
    sys.exit(main())
