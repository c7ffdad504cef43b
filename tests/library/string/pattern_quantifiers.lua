print(("aaa"):match("a*"), ("aaa"):match("a+"), ("aaa"):match("a-"), ("aaa"):match("a?"))  --> aaa aaa  a
print(("aab"):match("^a*b"), ("aab"):match("^a-b"), ("b"):match("^a?b"), ("aab"):match("^a?b"))  --> aab aab b nil
print(("<<a>>"):match("<(.*)>"), ("<<a>>"):match("<(.-)>"))   --> <a> <a
print(("x = 10"):match("(%w*)%s*=%s*(%d*)"))       --> x 10
print(("aaab"):find("a-b"), ("ab"):find("a-$"))    --> 1 3 2
print(("0x1F"):match("0[xX](%x+)"), ("-12"):match("[+-]?%d+"))  --> 1F -12
print(("*+?-"):match("*+"), ("a**"):match("a%**"))  --> * a**
