"""Mandelbrot set as a bitmap, as programs/mandelbrot.lua."""
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 600
KNOWN = {300: "35751 points, checksum 26869", 600: "142946 points, checksum 58364"}


def bounded(cr, ci):
    zr = zi = zr2 = zi2 = 0.0
    for _ in range(50):
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
        zr2, zi2 = zr * zr, zi * zi
        if zr2 + zi2 > 4.0:
            return False
    return True


points = checksum = 0
for y in range(n):
    ci = 2.0 * y / n - 1.0
    bits = count = 0
    for x in range(n):
        bits *= 2
        if bounded(2.0 * x / n - 1.5, ci):
            bits += 1
            points += 1
        count += 1
        if count == 8 or x == n - 1:
            checksum = (checksum * 31 + bits) % 65521
            bits = count = 0
result = "%d points, checksum %d" % (points, checksum)
print(result)
assert KNOWN.get(n, result) == result
