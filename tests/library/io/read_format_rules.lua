-- Each format of read at the end of a file, before it, and in a row.
local function over(text, ...)
    local f = assert(io.open("d", "wb")) f:write(text) f:close()
    f = io.open("d", "rb")
    local r = table.pack(f:read(...))
    for i = 1, r.n do r[i] = type(r[i]) == "string" and ("%q"):format(r[i]):gsub("\\\n", "\\n") or tostring(r[i]) end
    local rest = ("%q"):format(f:read("a")):gsub("\\\n", "\\n")
    f:close()
    print(table.concat(r, " ", 1, r.n), rest)
end
over("")                          --> nil ""
over("", "l")                     --> nil ""
over("", "L")                     --> nil ""
over("", "a")                     --> "" ""
over("", "n")                     --> nil ""
over("", 0)                       --> nil ""
over("", 1)                       --> nil ""
over("", "a", "a", "l", "a")      --> "" "" nil ""
over("\n", "l", "l")              --> "" nil ""
over("\n", "L", "L")              --> "\n" nil ""
over("no end", "L", "l")          --> "no end" nil ""
over("a\r\nb", "l", "l")          --> "a\13" "b" ""
over("a\0b\nc", "l")              --> "a\0b" "c"
over("abc", 0, 2, 0, 5, 0)        --> "" "ab" "" "c" nil ""
over("abc", 2.0, 1)               --> "ab" "c" ""
over("x 5", "n", "l", "l")        --> nil "x 5"
over("12 34", "n", "a", "n", "l") --> 12 " 34" nil ""
over("\n\n1", "n")                --> 1 ""
over("*l", "*l")                  --> "*l" ""
over("line\n7", "*l", "*n")       --> "line" 7 ""
over("all\n", "*a", "all")        --> "all\n" "" ""
over("abc", "lines")              --> "abc" ""
-- numerals: the longest prefix is read, what is none is thrown away
for _, text in ipairs { "0x", "0x1p", "3.4e-", "3.4e-x", "-", "+.", ".", "..1", "1..2", "0x.1", "0x1.8p1z", "0xg", "1e+5.5", "00012", "- 5", "--5", "1_0", "inf", "nan",
    "12abc", "1e1e1", "0X1F", "5.", ".5.", "  \t\n 42 ", "1,5", "0b1", "9223372036854775808", "-9223372036854775808", "0x7fffffffffffffffff" } do
    io.write(("%q"):format(text):gsub("\\\n", "\\n") .. " ") over(text, "n")
end
--> "0x" nil ""
--> "0x1p" nil ""
--> "3.4e-" nil ""
--> "3.4e-x" nil "x"
--> "-" nil ""
--> "+." nil ""
--> "." nil ""
--> "..1" nil ".1"
--> "1..2" 1.0 ".2"
--> "0x.1" 0.0625 ""
--> "0x1.8p1z" 3.0 "z"
--> "0xg" nil "g"
--> "1e+5.5" 100000.0 ".5"
--> "00012" 12 ""
--> "- 5" nil " 5"
--> "--5" nil "-5"
--> "1_0" 1 "_0"
--> "inf" nil "inf"
--> "nan" nil "nan"
--> "12abc" 12 "abc"
--> "1e1e1" 10.0 "e1"
--> "0X1F" 31 ""
--> "5." 5.0 ""
--> ".5." 0.5 "."
--> "  \9\n 42 " 42 " "
--> "1,5" 1 ",5"
--> "0b1" 0 "b1"
--> "9223372036854775808" 9.2233720368548e+18 ""
--> "-9223372036854775808" -9223372036854775808 ""
--> "0x7fffffffffffffffff" -1 ""
over(("1"):rep(199) .. " x", "n")   --> 1.1111111111111e+198 " x"
over(("1"):rep(200) .. " x", "n")   --> 1.1111111111111e+199 " x"
over(("1"):rep(201) .. " x", "n")   --> nil "1 x"
over((" "):rep(1000) .. "7", "n")   --> 7 ""
local f = io.open("d")
for _, v in ipairs { "x", "", "*", "*x", {}, true, print } do print((select(2, pcall(f.read, f, v)))) end
--> bad argument #2 to '?' (invalid format)
--> bad argument #2 to '?' (invalid format)
--> bad argument #2 to '?' (invalid format)
--> bad argument #2 to '?' (invalid format)
--> bad argument #2 to '?' (string expected, got table)
--> bad argument #2 to '?' (string expected, got boolean)
--> bad argument #2 to '?' (string expected, got function)
print((pcall(f.read, f, nil)))    --> false
print(f:read(0), pcall(f.read, f, 1.5))   -->  false bad argument #2 to '?' (number has no integer representation)
f:close()
