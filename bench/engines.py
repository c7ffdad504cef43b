"""The engines that benchmarks compare, and how one of them runs a program once."""
import collections
import os
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
TIME_LIMIT = 300  # seconds for one run; many times what the slowest peer needs

# name; command; language: "lua" (5.4), "lua5.1" (its syntax only) or "python"
Engine = collections.namedtuple("Engine", "name command language")
# CPU seconds (user and system), peak resident memory in KiB, standard output
Run = collections.namedtuple("Run", "seconds memory output")

PEERS = [
    Engine("lua5.4", ["lua5.4"], "lua"),
    Engine("luajit", ["luajit"], "lua5.1"),
    Engine("luajit -joff", ["luajit", "-joff"], "lua5.1"),
    Engine("python3", ["python3"], "python"),
]


class Failure(Exception):
    """A run that went wrong; the text says how."""


def find(orrery, further=()):
    """The engines present, Orrery first; `further`: name=command of more Lua 5.4 peers."""
    engines = []
    if os.access(orrery, os.X_OK):
        engines.append(Engine("orrery", [os.path.abspath(orrery)], "lua"))
    else:
        print(f"no Orrery at {orrery}: comparing the peers only", file=sys.stderr)
    for text in further:
        name, _, command = text.partition("=")
        engines.append(Engine(name, command.split(), "lua"))
    return engines + [peer for peer in PEERS if shutil.which(peer.command[0])]


def run(engine, path, arguments=()):
    """Runs a program and returns a Run; raises Failure."""
    wrapper = os.path.join(HERE, "peak.py" if engine.language == "python" else "peak.lua")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([*engine.command, wrapper, path, *arguments], stdout=out, stderr=err)
        timer = Timer(process)
        _, status, usage = os.wait4(process.pid, 0)
        timer.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if timer.expired:
            raise Failure(f"more than {TIME_LIMIT} s")
        lines = err.read().decode(errors="replace").strip().splitlines()
        if process.returncode != 0:
            raise Failure(lines[0] if lines else f"exit status {process.returncode}")
        peaks = [int(line.split()[1]) for line in lines if line.startswith("peak:")]
        memory = peaks[-1] if peaks else usage.ru_maxrss
        return Run(usage.ru_utime + usage.ru_stime, memory, out.read().decode())


class Timer:
    """Kills a process that takes longer than TIME_LIMIT."""

    def __init__(self, process):
        self.expired = False
        self.process = process
        self.timer = threading.Timer(TIME_LIMIT, self.expire)
        self.timer.start()

    def expire(self):
        self.expired = True
        self.process.kill()

    def stop(self):
        self.timer.cancel()
