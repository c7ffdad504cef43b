"""N queens, as programs/queens.lua."""
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 12
KNOWN = {6: 4, 7: 40, 8: 92, 9: 352, 10: 724, 11: 2680, 12: 14200}

columns = [True] * (n + 1)
rising = [True] * (2 * n + 1)
falling = [True] * (2 * n + 1)


def place(row):
    if row > n:
        return 1
    solutions = 0
    for column in range(1, n + 1):
        up, down = row + column, row - column + n
        if columns[column] and rising[up] and falling[down]:
            columns[column] = rising[up] = falling[down] = False
            solutions += place(row + 1)
            columns[column] = rising[up] = falling[down] = True
    return solutions


total = place(1)
print("%d queens: %d solutions" % (n, total))
assert KNOWN.get(n, total) == total
