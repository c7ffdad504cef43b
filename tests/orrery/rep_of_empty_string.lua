-- Repeating nothing takes no time, whatever the count.
print((""):rep(math.maxinteger) == "", (""):rep(math.maxinteger, "") == "")   --> true true
