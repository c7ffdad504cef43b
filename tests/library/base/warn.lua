--@ exit 0
warn("not shown: off at start")
warn("@on")
warn("one ", "two ", "three")
warn("@unknown control")
warn("@off")
warn("hidden")
warn("@on")
warn("last")
print(pcall(warn))         --> false bad argument #1 to 'warn' (string expected, got no value)
print(pcall(warn, "a", {}))  --> false bad argument #2 to 'warn' (string expected, got table)
warn("num ", 5)
--! Lua warning: one two three
--! Lua warning: last
--! Lua warning: num 5
