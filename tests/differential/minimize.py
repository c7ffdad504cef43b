"""Makes a program smaller while it keeps what makes it interesting.

minimize(text, interesting) returns a smaller text for which interesting(text) still holds. It knows
nothing of Lua but what generator.py promises: a statement a line, blocks indented, brackets balanced.
"""

import re
import time

BRACKETS = {"(": ")", "{": "}", "[": "]"}
TICK = re.compile(r"\s*tick\(\)$")


def indentation(line):
    return len(line) - len(line.lstrip(" "))


def units(lines, first, last):
    """Splits lines[first:last] into statements: (start, end), a block with all its lines."""
    found, at = [], first
    while at < last:
        level, end = indentation(lines[at]), at + 1
        while end < last and indentation(lines[end]) > level:
            end += 1
            while end < last and indentation(lines[end]) == level and \
                    re.match(r"\s*(else|elseif|end|until|\}|\]\])", lines[end]):
                end += 1
        found.append((at, end))
        at = end
    return found


def delete_units(lines, test, first, last):
    """Deletes runs of statements between first and last, long runs first; returns the lines left."""
    size = max(1, len(units(lines, first, last)))
    while size >= 1:
        at = 0
        while True:
            parts = units(lines, first, last)
            if at >= len(parts):
                break
            start, end = parts[at][0], parts[min(at + size, len(parts)) - 1][1]
            shorter = lines[:start] + lines[end:]
            if not all(TICK.match(line) for line in lines[start:end]) and test(shorter):
                last -= end - start
                lines = shorter
            else:
                at += size
        size //= 2
    return lines, last


def shrink_blocks(lines, test):
    """All statements, from the outermost to the innermost; blocks give way to what they hold."""
    lines, _ = delete_units(lines, test, 0, len(lines))
    at = 0
    while at < len(lines):
        level, end = indentation(lines[at]), at + 1
        while end < len(lines) and indentation(lines[end]) > level:
            end += 1
        if end > at + 1:
            inside, lasting = delete_units(lines, test, at + 1, end)
            lines, end = inside, lasting
            if end < len(lines):
                open_lines = [line[2:] for line in lines[at + 1:end] if not TICK.match(line)]
                opened = lines[:at] + open_lines + lines[end + 1:]
                if test(opened):
                    lines = opened
                    continue
        at += 1
    return lines


def bracket_groups(line):
    """(start, end) of what stands between each pair of brackets; strings are not understood."""
    found, stack = [], []
    for i, c in enumerate(line):
        if c in BRACKETS:
            stack.append((c, i))
        elif c in ")}]" and stack and BRACKETS[stack[-1][0]] == c:
            found.append((stack.pop()[1] + 1, i))
    return sorted(found, key=lambda group: group[0] - group[1])


def simpler_lines(line):
    """Candidates for one line, the boldest first."""
    head = re.match(r"(\s*(?:local )?[\w., ]+ = )(.+)$", line)
    if head and head.group(2) not in ("nil", "1"):
        yield head.group(1) + "nil"
        yield head.group(1) + "1"
    for start, end in bracket_groups(line):
        inner = line[start:end]
        for text in ("", "nil", "1"):
            if len(text) < len(inner):
                yield line[:start] + text + line[end:]
        if line[start - 1] == "(" and inner:
            yield line[:start - 1] + inner + line[end + 1:]
        depth, cuts = 0, [start - 1]
        for i in range(start, end):
            c = line[i]
            depth += (c in "({[") - (c in ")}]")
            if c == "," and depth == 0:
                cuts.append(i)
        cuts.append(end)
        if len(cuts) > 2:
            for i in range(len(cuts) - 1):
                if i == 0:
                    yield line[:start] + line[cuts[1] + 1:].lstrip()
                else:
                    yield line[:cuts[i]] + line[cuts[i + 1]:]
    for match in re.finditer(r" (?:and|or|\.\.|[-+*/%&|~^]|//|<<|>>) [\w.\"'#]+", line):
        yield line[:match.start()] + line[match.end():]
    for match in re.finditer(r"[\w.\"'#]+ (?:and|or|\.\.|[-+*/%&|~^]|//|<<|>>) ", line):
        yield line[:match.start()] + line[match.end():]


def shrink_lines(lines, test):
    at = 0
    while at < len(lines):
        for candidate in simpler_lines(lines[at]):
            if len(candidate) < len(lines[at]) and test(lines[:at] + [candidate] + lines[at + 1:]):
                lines = lines[:at] + [candidate] + lines[at + 1:]
                break
        else:
            at += 1
    return lines


def minimize(text, interesting, seconds=30):
    stop = time.monotonic() + seconds

    def test(lines):
        return time.monotonic() < stop and interesting("\n".join(lines) + "\n")

    lines = text.rstrip("\n").split("\n")
    before = None
    while lines != before:
        before = lines
        lines = shrink_blocks(lines, test)
        lines = shrink_lines(lines, test)
    for i in range(len(lines) - 1, -1, -1):
        if TICK.match(lines[i]) and test(lines[:i] + lines[i + 1:]):
            lines = lines[:i] + lines[i + 1:]
    return "\n".join(lines) + "\n"
