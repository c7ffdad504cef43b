local n = 0
::top::
n = n + 1
if n < 3 then goto top end
print(n)                 --> 3
goto skip
print("skipped")
::skip::
print("after")           --> after
