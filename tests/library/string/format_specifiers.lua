-- Every conversion with the modifiers it takes: manual 6.4, format.
print(("%d|%5d|%-5d|%05d|%+d|% d|%.3d|%+.3d|%-+6d|"):format(7, 7, 7, 7, 7, 7, 7, 7, 7))  --> 7|    7|7    |00007|+7| 7|007|+007|+7    |
print(("%i|%5i|%c|%3c|%-3c|"):format(-7, -7, 65, 66, 67))                               --> -7|   -7|A|  B|C  |
print(("%o|%#o|%x|%#x|%X|%#X|%08x|%-8x|%.4x|"):format(8, 8, 255, 255, 255, 255, 255, 255, 255))  --> 10|010|ff|0xff|FF|0XFF|000000ff|ff      |00ff|
print(("%x|%o|%X|%d"):format(-1, -1, math.mininteger, math.mininteger))                 --> ffffffffffffffff|1777777777777777777777|8000000000000000|-9223372036854775808
print(("%e|%.0e|%#.0e|%12.3e|%-12.3e|%+e|%E"):format(12345.678, 12345.678, 12345.678, 12345.678, 12345.678, 1, 1e-5))  --> 1.234568e+04|1e+04|1.e+04|   1.235e+04|1.235e+04   |+1.000000e+00|1.000000E-05
print(("%f|%.0f|%#.0f|%8.3f|%-8.3f|%08.3f|%+.1f|% .1f"):format(2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5))      --> 2.500000|2|2.|   2.500|2.500   |0002.500|+2.5| 2.5
print(("%g|%g|%.3g|%#.3g|%G|%10g|%-10g|%g"):format(1e15, 1e-5, 1 / 3, 2, 1e-10, 1.5, 1.5, 100000))            --> 1e+15|1e-05|0.333|2.00|1E-10|       1.5|1.5       |100000
print(("%a|%A|%.1a|%20a|%-12a|%+a|%a"):format(0.5, 255.5, 1.999, 1, 1, 1, -0.0))                              --> 0x1p-1|0X1.FFP+7|0x2.0p+0|              0x1p+0|0x1p+0      |+0x1p+0|-0x0p+0
print(("%s|%5s|%-5s|%.1s|%-5.1s|%5.3s|%.0s|%.s|"):format("ab", "ab", "ab", "ab", "ab", "ab", "ab", "ab"))     --> ab|   ab|ab   |a|a    |   ab|||
print(("%99d"):format(1) == (" "):rep(98) .. "1", ("%.99d"):format(1) == ("0"):rep(98) .. "1", #("%99.99f"):format(1))  --> true true 101
print(("%d %s %d"):format("10", 10, 3.0), ("%5.1f"):format("2.25"), ("%x"):format("0x1F"), ("%c"):format("65"))  --> 10 10 3   2.2 1f A
print(("%f %e %g %a"):format(math.huge, -math.huge, math.huge, -math.huge))              --> inf -inf inf -inf
print(("%5.1f|%-6f|%06f"):format(math.huge, math.huge, -math.huge))                      -->   inf|inf   |  -inf
print((("%f %d"):format(0 / 0, 0):gsub("-", "")), ("%d"):format(-0.0), ("%.1f"):format(-0.0))  --> nan 0 0 -0.0
-- what the C function has and this one has not
local function why(f, ...) print((select(2, pcall(string.format, f, ...)))) end
for _, f in ipairs { "%F", "%n", "%*d", "%hd", "%ld", "%Lf", "%lld", "%5%", "%b", "%S", "%-", "%", "%10", "%." } do why(f, 1, 2) end
--> invalid conversion '%F' to 'format'
--> invalid conversion '%n' to 'format'
--> invalid conversion '%*' to 'format'
--> invalid conversion '%h' to 'format'
--> invalid conversion '%l' to 'format'
--> invalid conversion '%L' to 'format'
--> invalid conversion '%l' to 'format'
--> invalid conversion '%5%' to 'format'
--> invalid conversion '%b' to 'format'
--> invalid conversion '%S' to 'format'
--> invalid conversion '%-' to 'format'
--> invalid conversion '%' to 'format'
--> invalid conversion '%10' to 'format'
--> invalid conversion '%.' to 'format'
why("%100d", 1)          --> invalid conversion specification: '%100d'
why("%.100f", 1)         --> invalid conversion specification: '%.100f'
why("%1.123f", 1)        --> invalid conversion specification: '%1.123f'
why("%++++++++d", 1)     --> +1
why("%-+ #0d", 1)        --> invalid conversion specification: '%-+ #0d'
why("%05s", "x")         --> invalid conversion specification: '%05s'
why("%#d", 1)            --> invalid conversion specification: '%#d'
why("%05c", 65)          --> invalid conversion specification: '%05c'
why("%.3p", {})          --> invalid conversion specification: '%.3p'
why("%5q", 1)            --> specifier '%q' cannot have modifiers
why("%.3q", "x")         --> specifier '%q' cannot have modifiers
why("%c", "x")           --> bad argument #2 to 'string.format' (number expected, got string)
why("%c", 1.5)           --> bad argument #2 to 'string.format' (number has no integer representation)
why("%x", 2 ^ 63)        --> bad argument #2 to 'string.format' (number has no integer representation)
why("%o", {})            --> bad argument #2 to 'string.format' (number expected, got table)
why("%a", "x")           --> bad argument #2 to 'string.format' (number expected, got string)
why("%e", nil)           --> bad argument #2 to 'string.format' (number expected, got nil)
why("%q")                --> bad argument #2 to 'string.format' (no value)
why("%q", print)         --> bad argument #2 to 'string.format' (value has no literal form)
why("%q", coroutine.create(print))  --> bad argument #2 to 'string.format' (value has no literal form)
why("%s%s", 1)           --> bad argument #3 to 'string.format' (no value)
