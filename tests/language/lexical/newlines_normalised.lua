-- Any of \r, \n, \r\n, \n\r is one line break and reads as "\n" in a long string.
for _, eol in ipairs { "\n", "\r", "\r\n", "\n\r" } do
    local s = load("return [[a" .. eol .. "b" .. eol .. eol .. "c]]")()
    local line = load("local x" .. eol .. eol .. "return debug.getinfo(1, 'l').currentline")()
    print(("%q"):format(s):gsub("\n", "n"), line)
end
--> "a\nb\n\nc" 3
--> "a\nb\n\nc" 3
--> "a\nb\n\nc" 3
--> "a\nb\n\nc" 3
print(load("return 'a\\\r\nb'")() == "a\nb")  --> true
print(load("return [[\r\nx]]")() == "x")      --> true
