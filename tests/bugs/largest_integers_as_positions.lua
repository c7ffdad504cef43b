-- 5.4.3: functions of the library incremented an argument that was the largest integer.
local max, min = math.maxinteger, math.mininteger
print(pcall(table.unpack, {}, max, max)) --> true nil
print(select("#", table.unpack({}, max, min))) --> 0
print(table.concat({[max] = "m", [max - 1] = "n"}, ",", max - 1, max)) --> n,m
print(pcall(table.concat, {}, ",", max, max)) --~ false .*invalid value \(.*nil.*\) at index 9223372036854775807.*
local iterate, t = ipairs {}
print(iterate({[min] = "smallest"}, max)) --> -9223372036854775808 smallest
print(pcall(utf8.codes(""), "abc", max)) --~ .*
print(pcall(utf8.offset, "abc", 1, max)) --> false bad argument #3 to 'utf8.offset' (position out of bounds)
print(pcall(utf8.codepoint, "abc", max, max)) --> false bad argument #3 to 'utf8.codepoint' (out of bounds)
print(("abc"):sub(max, max) == "", ("abc"):sub(min, max), ("abc"):byte(max, max)) --> true abc
print(("abc"):find("c", max), ("abc"):find("", min)) --> nil 1 0
print(table.move({[max] = 1}, max, max, 1)[1]) --> 1
print(pcall(table.move, {}, 1, max, 2)) --> false bad argument #4 to 'table.move' (destination wrap around)
print(pcall(table.move, {}, -1, max, 2)) --> false bad argument #3 to 'table.move' (too many elements to move)
print(pcall(select, max, 1)) --> true
print(math.random(max, max) == max, pcall(math.random, max, max - 1)) --> true false bad argument #1 to 'math.random' (interval is empty)
for i = max - 1, max do io.write(i - max, " ") end print() --> -1 0
