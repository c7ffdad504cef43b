local d = os.date("!*t", 1000000000)
print(d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday, d.isdst)  --> 2001 9 9 1 46 40 1 252 false
d = os.date("*t", 0)
print(d.year, d.hour, math.type(d.year))     --> 1970 0 integer
print(pcall(os.date, "*t", math.maxinteger)) --~ false .*(time|date).*
