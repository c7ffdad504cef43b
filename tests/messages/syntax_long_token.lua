-- A very long token in a message is cut, not overflowing anything.
local e = select(2, load("x = 1 " .. ("a"):rep(5000) .. " b", "=s"))
print(#e > 20, e:sub(1, 18))           --~ true s:1: syntax error.*
e = select(2, load("x = '" .. ("q"):rep(3000) .. "\n'", "=s"))
print(e:sub(1, 30))                    --> s:1: unfinished string near ''
