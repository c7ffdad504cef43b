#!/usr/bin/env python3
"""Feed damaged sources and damaged binary chunks to an interpreter; report what kills it.

    mutate.py --command build/orrery [--seed 1] [--sources 1000] [--dumps 1000] [--keep FOLDER]

The undamaged material is our own script tests, and what string.dump of the command under test makes
of them. The same seed number and the same tests give the same mutants. Mutants run many to a process,
see mutants.lua; when a process dies of a signal or a sanitizer speaks, the culprit is run again alone
and kept with --keep. Errors are what we want; a death is a failure and so is the exit code then.
"""

import argparse
import collections
import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

TOOLS = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(TOOLS)
DRIVER = os.path.join(TOOLS, "mutants.lua")
SANITIZER = re.compile(rb"ERROR: (?:Address|Leak|Memory|Thread|UndefinedBehavior)Sanitizer"
                       rb"|: runtime error: |Assertion .* failed")
STUCK = 77                        # the driver's way of leaving a chunk that would not end
LARGEST_SEED = 16000              # bytes; larger material makes mutants slow, not better
TOKEN = re.compile(rb"[A-Za-z_]\w*|0[xX][\da-fA-F.pP]+|\d[\d.eE]*|\"[^\"\n]*\"|'[^'\n]*'"
                   rb"|\.\.\.|\.\.|[=~<>]=|//|<<|>>|::|--[^\n]*|\s+|.", re.S)
ODD_TOKENS = [
    b"nil", b"true", b"...", b"function", b"end", b"goto x", b"::x::", b"local", b"<close>", b"<const>",
    b"return", b"0x7fffffffffffffff", b"-9223372036854775808", b"1e308", b"0/0", b"1//0", b"{}", b"[[", b"]]",
    b"--[[", b"\"\\u{7fffffff}\"", b"'\\", b"\\z", b"\0", b"\xff", b"..", b"#", b"~", b"(", b")", b"{", b"}", b"[",
    b"]", b"=", b",", b";", b":", b"::", b"and", b"or", b"not", b"while true do", b"repeat", b"until", b"for i=1,",
    b"coroutine.wrap(function()", b"setmetatable({},{__index=", b"select('#',...)", b"break", b"local x <close> =",
]
BOUNDARIES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0xffffff, 0x7fffffff, 0x80000000,
              0xffffffff, 0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff]


RESERVED = set(b"and break do else elseif end false for function goto if in local nil not or repeat return "
               b"then true until while".split())
OPERATORS = [b"+", b"-", b"*", b"/", b"//", b"%", b"^", b"..", b"==", b"~=", b"<", b"<=", b">", b">=", b"&", b"|",
             b"~", b"<<", b">>", b" and ", b" or "]
NUMBERS = [b"0", b"1", b"-1", b"2", b"255", b"256", b"65536", b"0x7fffffff", b"0x7fffffffffffffff", b"0.5", b"-0.0",
           b"1e308", b"(0/0)", b"(1/0)", b"math.mininteger", b"2^53", b"'10'", b"nil", b"{}"]


def token_class(token):
    """Tokens of one class can stand for each other without a syntax error; None for the rest."""
    if token in OPERATORS or token in (b"and", b"or"):
        return "operator"
    if token in RESERVED:
        return None
    first = token[:1]
    if first.isalpha() or first == b"_":
        return "name"
    if first.isdigit():
        return "number"
    if first in (b'"', b"'") and len(token) > 1:
        return "string"
    return None


def replace_in_kind(rng, tokens, pool):
    """Other names, numbers, strings, operators in a few places: mostly still a program."""
    tokens = list(tokens)
    places = [i for i, token in enumerate(tokens) if token_class(token)]
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        if not places:
            break
        at = rng.choice(places)
        kind = token_class(tokens[at])
        if kind == "operator":
            tokens[at] = rng.choice(OPERATORS)
        elif kind == "number":
            tokens[at] = rng.choice(NUMBERS)
        elif rng.random() < 0.7:  # a name or string of the same script
            tokens[at] = rng.choice([tokens[i] for i in places if token_class(tokens[i]) == kind] or pool)
        else:
            tokens[at] = rng.choice(pool)
    return b"".join(tokens)


def span(rng, length, longest):
    """A random range [start, end) in something of that length."""
    start = rng.randrange(length + 1)
    return start, min(length, start + rng.randint(1, longest))


def mutate_tokens(rng, tokens, pool):
    tokens = list(tokens)
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        kind = rng.randrange(7)
        start, end = span(rng, len(tokens), 12)
        if kind == 0:
            del tokens[start:end]
        elif kind == 1:
            tokens[start:start] = [b" "] + tokens[start:end] + [b" "]
        elif kind == 2:
            tokens[start:start + 1] = [b" " + rng.choice(ODD_TOKENS) + b" "]
        elif kind == 3:
            tokens[start:start + 1] = [b" " + rng.choice(pool) + b" "]
        elif kind == 4:
            other, other_end = span(rng, len(tokens), 12)
            tokens[start:end], tokens[other:other_end] = tokens[other:other_end], tokens[start:end]
        elif kind == 5:
            tokens[start:start] = [b" " + rng.choice(ODD_TOKENS) + b" "] * rng.choice([1, 2, 300])
        else:
            del tokens[start:]
    return b"".join(tokens)


def mutate_bytes(rng, data):
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 4])):
        if not data:
            break
        at = rng.randrange(len(data))
        kind = rng.randrange(4)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.randrange(256)
        elif kind == 2:
            del data[at:at + rng.randint(1, 8)]
        else:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 4)))
    return bytes(data)


def mutate_source(rng, seeds, pool):
    tokens = rng.choice(seeds)
    kind = rng.randrange(10)
    if kind == 0:
        return mutate_bytes(rng, b"".join(tokens))
    if kind == 1:                 # one half of this, one half of that
        other = rng.choice(seeds)
        tokens = tokens[:rng.randrange(len(tokens) + 1)] + [b"\n"] + other[rng.randrange(len(other) + 1):]
    if kind <= 6:
        return replace_in_kind(rng, tokens, pool)
    return mutate_tokens(rng, tokens, pool)


def mutate_dump(rng, seeds):
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.choice([1, 1, 1, 2, 4, 8])):
        at = rng.randrange(len(data))
        kind = rng.randrange(9)
        if kind <= 1:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 2:
            data[at] = rng.choice([0, 1, 0x7f, 0x80, 0xff, rng.randrange(256)])
        elif kind <= 4:           # an aligned field gets a boundary value
            width = rng.choice([2, 4, 8])
            at -= at % width
            value = rng.choice(BOUNDARIES) & ((1 << 8 * width) - 1)
            data[at:at + width] = value.to_bytes(width, "little")
        elif kind == 5:           # a field moves by a little
            at -= at % 4
            value = int.from_bytes(data[at:at + 4], "little") + rng.choice([-8, -4, -1, 1, 4, 8])
            data[at:at + 4] = (value & 0xffffffff).to_bytes(4, "little")
        elif kind == 6:           # two words change places
            other = rng.randrange(len(data)) & ~3
            at &= ~3
            data[at:at + 4], data[other:other + 4] = data[other:other + 4], data[at:at + 4]
        elif kind == 7:           # a piece of another image, at the same place
            other = rng.choice(seeds)
            length = rng.randint(1, 64)
            data[at:at + length] = other[at:at + length]
        else:
            start, end = span(rng, len(data), 64)
            if rng.random() < 0.5:
                del data[start:end]
            else:
                data[start:start] = data[start:end]
        if not data:
            data = bytearray(b"\x1b")
    return bytes(data)


class Command:
    """The interpreter under test and how to start it."""

    def __init__(self, text, timeout, memory):
        self.words = shlex.split(text)
        if os.sep in self.words[0]:
            self.words[0] = os.path.abspath(self.words[0])
        path = shutil.which(self.words[0])
        if not path:
            sys.exit(f"no such command: {self.words[0]}")
        with open(path, "rb") as file:
            sanitized = b"__asan_init" in file.read()
        # A sanitizer maps terabytes that it never uses: there its own options set the bounds.
        self.memory = 0 if sanitized else memory << 20
        self.timeout = timeout
        self.environment = dict(os.environ)
        self.environment.setdefault(
            "ASAN_OPTIONS", "allocator_may_return_null=1:max_allocation_size_mb=1024:detect_leaks=0")

    def limit(self):
        if self.memory:
            resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def run(self, arguments):
        """(exit code or None when time ran out, standard output, standard error)"""
        process = subprocess.Popen(self.words + [DRIVER] + arguments, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                                   env=self.environment, preexec_fn=self.limit)
        try:
            out, err = process.communicate(timeout=self.timeout)
            return process.returncode, out, err
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            return None, out, err


def verdict(code, err):
    """What killed a run, or None when it ended in order."""
    if SANITIZER.search(err):
        return "sanitizer report"
    if code is not None and code < 0:
        return f"killed by {signal.Signals(-code).name}"
    if code not in (0, STUCK, None):
        return f"exit code {code}"
    return None


def run_mutants(command, mode, folder, count, keep):
    """Runs all mutants of one kind; returns the number of deaths."""
    tally = collections.Counter()
    deaths = []
    first = 0
    batch = 50
    while first < count:
        last = min(count, first + batch) - 1
        code, out, err = command.run([mode, folder, str(first), str(last)])
        begun = [int(n) for n in re.findall(rb"^begin (\d+)$", out, re.M)]
        for what in re.findall(rb"^end \d+ (\w+)$", out, re.M):
            tally[what.decode()] += 1
        why = verdict(code, err)
        if why is None and code == 0 and out.endswith(b"finished\n"):
            first = last + 1
            continue
        at = begun[-1] if begun else first
        if why is None:
            tally["no end" if code is None else "stuck"] += 1
            if code is None:
                print(f"  {mode} mutant {at}: no end after {command.timeout:g} s")
        else:
            alone_code, _, alone_err = command.run([mode, folder, str(at), str(at)])
            alone = verdict(alone_code, alone_err)
            place = f"mutant {at}" if alone else f"mutants {first} to {at} together"
            deaths.append(at)
            print(f"  {mode} {place}: {why}")
            for line in (alone_err if alone else err).decode("latin-1").split("\n")[:12]:
                print("      " + line)
            if keep:
                os.makedirs(keep, exist_ok=True)
                for n in [at] if alone else range(first, at + 1):
                    shutil.copy(os.path.join(folder, str(n)), os.path.join(keep, f"{mode}-{n}"))
        first = at + 1
    shown = ", ".join(f"{n} {what}" for what, n in sorted(tally.items()))
    print(f"{mode}: {count} mutants: {shown}; {len(deaths)} deaths", flush=True)
    return len(deaths)


def write_mutants(folder, count, make):
    os.mkdir(folder)
    for n in range(count):
        with open(os.path.join(folder, str(n)), "wb") as file:
            file.write(make(n))


def seed_scripts(prefixes):
    found = []
    for prefix in prefixes:
        for folder, folders, files in os.walk(os.path.join(TESTS, prefix)):
            folders.sort()
            found += [os.path.join(folder, name) for name in sorted(files) if name.endswith(".lua")]
    return [path for path in found if os.path.getsize(path) <= LARGEST_SEED]


def main():
    parser = argparse.ArgumentParser(description="Run damaged sources and damaged binary chunks.")
    parser.add_argument("--command", required=True)
    parser.add_argument("--seed", default="1", help="names the set of mutants")
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--dumps", type=int, default=1000)
    parser.add_argument("--timeout", type=float, default=60, help="seconds for a batch of 50")
    parser.add_argument("--memory", type=int, default=2048, help="MB of address space, 0 for no limit")
    parser.add_argument("--keep", help="folder for mutants that kill")
    parser.add_argument("prefixes", nargs="*", default=["language", "library", "orrery", "messages"])
    options = parser.parse_args()

    command = Command(options.command, options.timeout, options.memory)
    scripts = seed_scripts(options.prefixes)
    if not scripts:
        sys.exit("no scripts to start from")
    deaths = 0
    scratch = tempfile.mkdtemp(prefix="orrery-mutants-")
    try:
        if options.sources:
            seeds = []
            for path in scripts:
                with open(path, "rb") as file:
                    seeds.append(TOKEN.findall(file.read()))
            pool = sorted({token for tokens in seeds for token in tokens if token_class(token) == "name"})
            text = os.path.join(scratch, "text")
            write_mutants(text, options.sources,
                          lambda n: mutate_source(random.Random(f"s{options.seed}.{n}"), seeds, pool))
            deaths += run_mutants(command, "text", text, options.sources, options.keep)
        if options.dumps:
            made = os.path.join(scratch, "dumps")
            os.mkdir(made)
            code, _, err = command.run(["dump", made] + scripts)
            if verdict(code, err) or code != 0:
                sys.exit("cannot make binary chunks: " + err.decode("latin-1"))
            images = []
            for name in sorted(os.listdir(made), key=lambda name: int(name.split(".")[0])):
                with open(os.path.join(made, name), "rb") as file:
                    images.append(file.read())
            binary = os.path.join(scratch, "binary")
            write_mutants(binary, options.dumps,
                          lambda n: mutate_dump(random.Random(f"d{options.seed}.{n}"), images))
            deaths += run_mutants(command, "binary", binary, options.dumps, options.keep)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{deaths} deaths in {options.sources + options.dumps} mutants")
    return 1 if deaths else 0


if __name__ == "__main__":
    sys.exit(main())
