-- A pattern that would recurse too deep is refused, not a crash.
local long = ("a"):rep(300000)
print(pcall(string.match, long, (".-"):rep(250000) .. "b"))   --~ false pattern too complex
print(#long:match(".*"), #long:match("^(a*)$"), long:find("a-$"))  --> 300000 300000 1 300000
print(long:match((".?"):rep(150)) == ("a"):rep(150))          --> true
