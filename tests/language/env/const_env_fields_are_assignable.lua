local _ENV <const> = { print = print }
x = 1
x = x + 1
print(x)        --> 2
