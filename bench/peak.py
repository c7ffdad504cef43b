"""As peak.lua, for programs in Python."""
import sys

sys.argv.pop(0)
with open(sys.argv[0], encoding="utf-8") as program:
    exec(compile(program.read(), sys.argv[0], "exec"), {"__name__": "__main__"})
with open("/proc/self/status", encoding="ascii") as status:
    for line in status:
        if line.startswith("VmHWM:"):
            print("peak:", line.split()[1], file=sys.stderr)
