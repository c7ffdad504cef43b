-- The runner sets TZ=UTC and LC_ALL=C.
print(os.date("!%Y-%m-%d %H:%M:%S", 0))                  --> 1970-01-01 00:00:00
print(os.date("!%c", 86400 * 365))                       --> Fri Jan  1 00:00:00 1971
print(os.date("!%A %B %d %j %p %y %I %M", 1e9))          --> Sunday September 09 252 AM 01 01 46
print(os.date("!%x %X %a %b %e %D %F %T %R", 1000000000))  --> 09/09/01 01:46:40 Sun Sep  9 09/09/01 2001-09-09 01:46:40 01:46
print(os.date("!%%"), os.date("", 0) == "", os.date("!plain"))   --> % true plain
print(os.date("%Y", 0), os.date("!%H", 3600.0))          --> 1970 01
print(pcall(os.date, "%Ez", 0))        --> false bad argument #1 to 'os.date' (invalid conversion specifier '%Ez')
print(pcall(os.date, "%Q", 0))         --> false bad argument #1 to 'os.date' (invalid conversion specifier '%Q')
print(pcall(os.date, "%", 0))          --> false bad argument #1 to 'os.date' (invalid conversion specifier '%')
print(pcall(os.date, "*t", 1.5))       --> false bad argument #2 to 'os.date' (number has no integer representation)
