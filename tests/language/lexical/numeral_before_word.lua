-- A numeral takes every letter, digit and point that follows, so a word must stand apart.
print(load("return 1or 2"))      --~ nil .* malformed number near '1o'
print(load("return 1 or 2")())   --> 1
print(load("return 0xfor 2"))    --~ nil .* malformed number near '0xfo.*'
print(load("return 5-3")())      --> 2
print(load("return 5e-1")())     --> 0.5
print(load("return 0xe-1")())    --> 13
