#!/usr/bin/env python3
"""A host and a module, built against the installed Lua 5.4 and linked to its library, on ours.

    behaviour.py --library build/liblua --command build/orrery [--case "name of a case"]

The host, behaviour.c, prints what the API does; the output must not depend on the library. The
module is examples/embedding/ring.c: it names liblua5.4.so.0 as needed, but the command's own symbols
come first. The library folder may also be one with another Lua's, to see what that does.
"""
import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 1 if os.environ.get("ORRERY_NO_SKIPS") else 77
FOLDER = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(FOLDER, "..", "..", "examples", "embedding")
HEADERS = "/usr/include/lua5.4"


def build(compiler, source, target, *flags):
    subprocess.run([compiler, "-I", HEADERS, source, "-o", target, *flags, "-llua5.4"], check=True)


def output(host, case, **environment):
    done = subprocess.run([host, *case], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, **environment}, timeout=100)
    text = done.stdout.decode("latin-1")
    return (text + f"exit code {done.returncode}\n").splitlines()


def check_host(compiler, library, case, scratch):
    host = os.path.join(scratch, "host")
    build(compiler, os.path.join(FOLDER, "behaviour.c"), host)
    theirs, ours = output(host, case), output(host, case, LD_LIBRARY_PATH=library)
    differences = list(difflib.unified_diff(theirs, ours, "installed", "ours", n=2, lineterm=""))
    print("\n".join(differences[:200]) or f"{len(theirs)} lines, all the same")
    return not differences


def check_module(compiler, command, scratch):
    build(compiler, os.path.join(EXAMPLES, "ring.c"), os.path.join(scratch, "ring.so"), "-shared",
          "-fPIC", "-Wl,--no-as-needed")
    done = subprocess.run([command, os.path.join(EXAMPLES, "module.lua")], capture_output=True,
                          text=True, timeout=100,
                          env={**os.environ, "LUA_CPATH": os.path.join(scratch, "?.so")})
    print("module:", (done.stdout + done.stderr).splitlines()[-1])
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", required=True)
    parser.add_argument("--command", required=True)
    parser.add_argument("--case", action="append", default=[])
    options = parser.parse_args()
    compiler = shutil.which(os.environ.get("CC", "cc"))
    linked = subprocess.run([compiler or "false", "-x", "c", "-", "-llua5.4", "-o", "/dev/null"],
                            input=b"int main(void) { return 0; }", stderr=subprocess.DEVNULL)
    if linked.returncode != 0 or not os.path.exists(os.path.join(HEADERS, "lua.h")):
        print("skipped: no compiler, or liblua5.4-dev is not installed")
        return SKIPPED
    scratch = tempfile.mkdtemp(prefix="orrery-behaviour-")
    try:
        good = check_host(compiler, os.path.abspath(options.library), options.case, scratch)
        good = check_module(compiler, os.path.abspath(options.command), scratch) and good
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
