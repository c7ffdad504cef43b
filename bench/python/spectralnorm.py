"""Spectral norm of an infinite matrix, as programs/spectralnorm.lua."""
import math
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 420
KNOWN = {100: "1.274219991", 420: "1.274224091"}


def a(i, j):
    diagonal = i + j - 1
    return 1.0 / (diagonal * (diagonal - 1) * 0.5 + i)


def times(size, x, y):
    for i in range(1, size + 1):
        total = 0
        for j in range(1, size + 1):
            total += x[j] * a(i, j)
        y[i] = total


def times_transposed(size, x, y):
    for i in range(1, size + 1):
        total = 0
        for j in range(1, size + 1):
            total += x[j] * a(j, i)
        y[i] = total


u, v, w = [1] * (n + 1), [0] * (n + 1), [0] * (n + 1)
for _ in range(10):
    times(n, u, w)
    times_transposed(n, w, v)
    times(n, v, w)
    times_transposed(n, w, u)
uv = vv = 0
for i in range(1, n + 1):
    uv += u[i] * v[i]
    vv += v[i] * v[i]
norm = "%.9f" % math.sqrt(uv / vv)
print(norm)
assert KNOWN.get(n, norm) == norm
