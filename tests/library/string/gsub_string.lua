print(("hello world"):gsub("o", "0"))              --> hell0 w0rld 2
print(("hello"):gsub("", "-"))                     --> -h-e-l-l-o- 6
print(("hello"):gsub("l", "L", 1), ("hello"):gsub("l", "L", 0))   --> heLlo hello 0
print(("abc"):gsub("%w", "%0%0"), ("abc"):gsub("(a)(b)", "%2%1")) --> aabbcc bac 1
print(("abc"):gsub("b", "%%"), ("a b"):gsub("(%w) (%w)", "%2 %1 %0"))  --> a%c b a a b 1
print(("abc"):gsub("%w", "%1"))                    --> abc 3
print(("abc"):gsub("x*", "-"))                     --> -a-b-c- 4
print(("aaa"):gsub("^a", "b"), ("a.b"):gsub("%.", "%%."))   --> baa a%.b 1
print(("abc"):gsub("b", 5), ("x"):rep(3):gsub("x", "", 2))  --> a5c x 2
print((" trim me "):gsub("^%s*(.-)%s*$", "%1"))    --> trim me 1
print(("abc"):gsub("()", "%1"))                    --> 1a2b3c4 4
print(("a\0b"):gsub("%z", "Z"), ("a\0b"):gsub("\0", "N"))   --> aZb aNb 1
