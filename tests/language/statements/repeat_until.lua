local n = 0
repeat n = n + 1 until n == 3
print(n)                               --> 3
repeat n = n - 1 until true
print(n)                               --> 2
repeat
    n = n + 1
    if n == 5 then break end
until false
print(n)                               --> 5
