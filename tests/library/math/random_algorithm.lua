-- The generator is xoshiro256**; a seed gives the same numbers as every other Lua 5.4.
math.randomseed(42)
print(math.random(0), math.random(0), math.random(0))  --> -1276290044721465627 8333941968102511665 -8358531260401861301
print(math.random(100), math.random(100), math.random(-5, 5))   --> 86 54 1
print(("%.14f"):format(math.random()))                           --> 0.71097689661551
math.randomseed(123, 456)
print(math.random(1 << 40), math.random(0))             --> 742559290030 -4076395480158212337
