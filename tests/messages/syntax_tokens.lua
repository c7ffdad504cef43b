local function why(source) print((select(2, load(source, "=s")))) end
why "x ="                              --> s:1: unexpected symbol near <eof>
why "x = }"                            --> s:1: unexpected symbol near '}'
why "if x then"                        --> s:1: 'end' expected near <eof>
why "if x\ny()\nthen\nfoo()"           --~ s:2: 'then' expected near 'y'
why "if x then\n\n"                    --> s:3: 'end' expected (to close 'if' at line 1) near <eof>
why "while true do\n\nx = 1"           --> s:3: 'end' expected (to close 'while' at line 1) near <eof>
why "for i = 1, 2 do\n"                --> s:2: 'end' expected (to close 'for' at line 1) near <eof>
why "function f()\n\nreturn 1"         --> s:3: 'end' expected (to close 'function' at line 1) near <eof>
why "repeat\nx = 1\n"                  --> s:3: 'until' expected (to close 'repeat' at line 1) near <eof>
why "do\n"                             --> s:2: 'end' expected (to close 'do' at line 1) near <eof>
why "f(\n1,\n2"                        --> s:3: ')' expected (to close '(' at line 1) near <eof>
why "t = {\n1,\n2"                     --> s:3: '}' expected (to close '{' at line 1) near <eof>
why "t[\n1"                            --> s:2: ']' expected near <eof>
why "end"                              --> s:1: <eof> expected near 'end'
why "x = 1 end"                        --> s:1: <eof> expected near 'end'
why "for"                              --> s:1: <name> expected near <eof>
why "for i"                            --> s:1: '=' or 'in' expected near <eof>
why "for i = 1 do end"                 --> s:1: ',' expected near 'do'
why "for i, j = 1, 2 do end"           --> s:1: 'in' expected near '='
why "function end"                     --> s:1: <name> expected near 'end'
why "function f end"                   --> s:1: '(' expected near 'end'
why "function f(a,) end"               --> s:1: <name> or '...' expected near ')'
why "function f(1) end"                --> s:1: <name> or '...' expected near '1'
why "local 1"                          --> s:1: <name> expected near '1'
why "local function"                   --> s:1: <name> expected near <eof>
why "x.1"                              --> s:1: syntax error near '.1'
why "x:y"                              --> s:1: function arguments expected near <eof>
why "x."                               --> s:1: <name> expected near <eof>
why "a.b:c.d()"                        --> s:1: function arguments expected near '.'
why "return return"                    --> s:1: unexpected symbol near 'return'
why "x = 'a' 'b'"                      --> s:1: unexpected symbol near ''b''
why "x = f 'a' 'b' 1"                  --~ s:1: .* near '?1'?
why "x = \"unfinished"                 --> s:1: unfinished string near <eof>
why "x = 5 5"                          --> s:1: unexpected symbol near '5'
why "x, y"                             --> s:1: '=' expected near <eof>
why "x = a.'b'"                        --> s:1: <name> expected near ''b''
why "x = {a = }"                       --> s:1: unexpected symbol near '}'
why "x = {[1 = 2}"                     --> s:1: ']' expected near '='
why "x = {1 2}"                        --> s:1: '}' expected near '2'
why "goto"                             --> s:1: <name> expected near <eof>
why "x = function"                     --> s:1: '(' expected near <eof>
why "x = 1 = 2"                        --> s:1: unexpected symbol near '='
why "local x <bad> = 1"                --> s:1: unknown attribute 'bad'
why "local x <const> = 1; x = 2"       --> s:1: attempt to assign to const variable 'x'
why "break"                            --~ s:1: break outside loop at line 1.*
why "::a:: ::a::"                      --> s:1: label 'a' already defined on line 1
