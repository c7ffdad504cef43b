local function why(source) print((select(2, load(source)):gsub("^.-:(%d+): ", "%1 "))) end
why "goto nowhere"                             --> 1 no visible label 'nowhere' for <goto> at line 1
why "do ::l:: end goto l"                      --> 1 no visible label 'l' for <goto> at line 1
why "goto l; do ::l:: end"                     --> 1 no visible label 'l' for <goto> at line 1
why "::l:: function f() goto l end"            --> 1 no visible label 'l' for <goto> at line 1
why "::l:: ::l::"                              --> 1 label 'l' already defined on line 1
why "::l::\ndo ::l:: end"                      --> 2 label 'l' already defined on line 1
why "goto l; local a; ::l:: print(a)"          --> 1 <goto l> at line 1 jumps into the scope of local 'a'
why "goto l\nlocal a\nlocal b\n::l::\nprint(a)"   --> 5 <goto l> at line 1 jumps into the scope of local 'a'
why "repeat if x then goto cont end; local xu = 10; ::cont:: until xu < 12"  --> 1 <goto cont> at line 1 jumps into the scope of local 'xu'
why "goto 1"                                   --> 1 <name> expected near '1'
why "::l:"                                     --> 1 '::' expected near ':'
