#!/usr/bin/env python3
"""A module with a known misuse of the API, under a checked build.

    misuse.py MESSAGE COMMAND...

Passes when the command is stopped with that message, and also when it ends well, because a newer
release of the module has been repaired.
"""
import signal
import subprocess
import sys

done = subprocess.run(sys.argv[2:], capture_output=True, text=True, timeout=100)
print((done.stdout + done.stderr).rstrip())
if done.returncode == -signal.SIGABRT:
    sys.exit(0 if f"orrery: {sys.argv[1]}" in done.stderr else 1)
sys.exit(done.returncode)
