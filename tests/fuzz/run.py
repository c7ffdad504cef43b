"""Runs the fuzz targets one after the other; `make fuzz` starts it.

    run.py --build build/fuzz [--time SECONDS] [--folder DIR] [TARGET...]

Each target gets the committed inputs (seeds/, found/), seeds made here (the script tests for source
text, their dumps for images) and what earlier runs have found new, which is kept in DIR/<target>.
A finding is written to DIR/findings and its report printed; the exit code is then 1. The last line of
each target says how much was run:

    pattern     612345 runs in 60 s, 3120 edges, 845 inputs kept: no finding
"""
import argparse
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
SCRIPT_FOLDERS = ["language", "library", "messages", "orrery"]

FOREIGN_HEADER = 31  # bytes, which the target puts before its input

# Largest inputs, bytes: beyond it more of the same costs time and finds nothing new.
MAX_LENGTH = {"source": 3000, "image": 6000, "foreign": 6000, "api": 600}
DEFAULT_MAX_LENGTH = 300


def scripts():
    """Paths of the script tests that are small enough to be seeds."""
    found = []
    for folder in SCRIPT_FOLDERS:
        for path, _, names in os.walk(os.path.join(TESTS, folder)):
            found += [os.path.join(path, name) for name in names if name.endswith(".lua")]
    return sorted(path for path in found if os.path.getsize(path) <= MAX_LENGTH["source"])


def make_dumps(command, folder, skip):
    """Lets a Lua dump all scripts into `folder`, without the first `skip` bytes."""
    if not command or os.path.isdir(folder):
        return
    os.makedirs(folder)
    subprocess.run([command, os.path.join(HERE, "make_dumps.lua"), folder, str(skip)] + scripts(), check=True)


def made_seeds(target, options):
    """Folders with inputs for a target that are not committed."""
    folder = os.path.join(options.folder, "made-" + target)
    if target == "source":
        return [os.path.join(TESTS, name) for name in SCRIPT_FOLDERS]
    if target == "image":
        make_dumps(os.path.join(options.build, "orrery"), folder, 0)
    elif target == "foreign":
        make_dumps(shutil.which("lua5.4"), folder, FOREIGN_HEADER)
    return [folder] if os.path.isdir(folder) else []


def arguments(target, options):
    corpus = os.path.join(options.folder, target)
    findings = os.path.join(options.folder, "findings")
    os.makedirs(corpus, exist_ok=True)
    os.makedirs(findings, exist_ok=True)
    # Leaks are seen without libFuzzer's help (fuzz_close); it would look after each input that leaves
    # something in a shared State.
    result = ["-max_total_time=%d" % options.time, "-timeout=%d" % options.timeout,
              "-rss_limit_mb=1500", "-detect_leaks=0", "-max_len=%d" % MAX_LENGTH.get(target, DEFAULT_MAX_LENGTH),
              "-print_final_stats=1", "-artifact_prefix=%s/%s-" % (findings, target)]
    dictionary = os.path.join(HERE, "dictionaries", target + ".dict")
    if os.path.exists(dictionary):
        result.append("-dict=" + dictionary)
    committed = [os.path.join(HERE, kind, target) for kind in ("seeds", "found")]
    return result + [corpus] + [f for f in committed if os.path.isdir(f)] + made_seeds(target, options)


def last_number(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def run(target, options):
    program = os.path.join(options.build, "tests", "fuzz_" + target)
    process = subprocess.run([program] + arguments(target, options), stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, env=dict(os.environ, LC_ALL="C", TZ="UTC"))
    log = process.stdout.decode("utf-8", "replace")
    with open(os.path.join(options.folder, target + ".log"), "w", encoding="utf-8") as f:
        f.write(log)
    if process.returncode != 0:
        print("\n".join(log.splitlines()[-60:]))
    print("%-10s %8d runs in %d s, %d edges, %d inputs kept: %s" % (
        target, last_number(r"stat::number_of_executed_units: (\d+)", log), options.time,
        last_number(r" cov: (\d+)", log), len(os.listdir(os.path.join(options.folder, target))),
        "no finding" if process.returncode == 0 else "FINDING"), flush=True)
    return process.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, help="folder of a build with ORRERY_FUZZ")
    parser.add_argument("--time", type=int, default=60, help="seconds for each target")
    parser.add_argument("--timeout", type=int, default=10, help="seconds that make an input a finding")
    parser.add_argument("--folder", help="where corpora and findings go (default: BUILD/corpus)")
    parser.add_argument("targets", nargs="*")
    options = parser.parse_args()
    options.folder = options.folder or os.path.join(options.build, "corpus")
    targets = options.targets or sorted(
        name[len("fuzz_"):] for name in os.listdir(os.path.join(options.build, "tests"))
        if name.startswith("fuzz_"))
    results = [run(target, options) for target in targets]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
