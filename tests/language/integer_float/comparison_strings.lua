print("a" < "b", "a" < "B", "Z" < "a", "a" <= "a")    --> true false true true
print("" < "a", "a" < "aa", "aa" < "b", "a" < "")     --> true true true false
print("a\0b" < "a\0c", "a\0" > "a", "a\0z" < "ab")    --> true true true
print("\200" > "a", "10" < "9")                       --> true true
print("x" >= "x", "x" > "x", "abc" <= "abd")          --> true false true
