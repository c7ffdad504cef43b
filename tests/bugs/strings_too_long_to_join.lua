-- 5.4.6: lengths of strings to be joined that overflow with what a string object adds.
print(pcall(string.rep, "x", math.maxinteger)) --~ false .*(resulting string too large|not enough memory)
print(pcall(string.rep, "x", math.maxinteger - 20)) --~ false .*(resulting string too large|not enough memory)
print(pcall(string.rep, "abc", math.maxinteger // 3, "d")) --~ false .*(resulting string too large|not enough memory)
