"""Fannkuch, as programs/fannkuch.lua."""
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 9
KNOWN = {7: (228, 16), 8: (1616, 22), 9: (8629, 30), 10: (73196, 38)}


def flips_of(permutation, work, size):
    for i in range(1, size + 1):
        work[i] = permutation[i]
    flips, first = 0, work[1]
    while first != 1:
        low, high = 1, first
        while low < high:
            work[low], work[high] = work[high], work[low]
            low, high = low + 1, high - 1
        flips += 1
        first = work[1]
    return flips


def fannkuch(size):
    permutation = list(range(size + 1))
    work = list(range(size + 1))
    count = list(range(size + 1))
    total, most, sign = 0, 0, 1
    while True:
        flips = flips_of(permutation, work, size)
        total += sign * flips
        most = max(most, flips)
        sign = -sign
        length = 2
        while True:
            if length > size:
                return total, most
            first = permutation[1]
            for i in range(1, length):
                permutation[i] = permutation[i + 1]
            permutation[length] = first
            count[length] -= 1
            if count[length] > 0:
                break
            count[length] = length
            length += 1


result = fannkuch(n)
print("checksum %d, at most %d flips of %d" % (*result, n))
assert KNOWN.get(n, result) == result
