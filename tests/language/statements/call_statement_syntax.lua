print(load("x"))                 --~ nil .*: syntax error near <eof>
print(load("x = 1 y"))           --~ nil .*: syntax error near <eof>
print(load("(f())"))             --~ nil .*: syntax error near <eof>
print(load("f() = 1"))           --~ nil .*: syntax error near '='
print(load("(a) = 1"))           --~ nil .*: syntax error near '='
print(load("a.b:c = 1"))         --~ nil .*: function arguments expected near '='
print(load("a, f() = 1, 2"))     --~ nil .*: syntax error near '='
print(load("1 = 2"))             --~ nil .*: unexpected symbol near '1'
print(load("a + 1"))             --~ nil .*: syntax error near '\+'
print(load("local a.b = 1"))     --~ nil .*: unexpected symbol near '\.'
