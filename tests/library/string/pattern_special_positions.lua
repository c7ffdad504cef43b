print(("a^b$c"):gsub("%^", "<"), ("$5"):match("%$(%d)"))     --> a<b$c 5
print(("ab"):match("a$b"), ("a$b"):match("a$b"), ("a^"):match("a^$"))  --> nil a$b a^
print(("x^y"):find("^", 2, true), ("aaa"):gsub("^a", "%0%0"))  --> 2 aaaa 1
print(("]"):match("[]]"), ("^"):match("[%^]"), ("-"):match("[a%-z]"), ("b"):match("[a%-z]"))  --> ] ^ - nil
print(("%d"):match("%%d"), ("a.b"):match("^(.-)%."), ("\n"):match("."))  --> %d a --> 
