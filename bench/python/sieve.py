"""Sieve of Eratosthenes, as programs/sieve.lua."""
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000000
KNOWN = {1000: 168, 100000: 9592, 1000000: 78498, 2000000: 148933}


def sieve(limit):
    prime = []
    for i in range(limit + 1):
        prime.append(True)
    found = 0
    for i in range(2, limit + 1):
        if prime[i]:
            found += 1
            for multiple in range(i * i, limit + 1, i):
                prime[multiple] = False
    return found


for _ in range(3):
    count = sieve(n)
    assert KNOWN.get(n, count) == count
print("%d primes up to %d" % (count, n))
