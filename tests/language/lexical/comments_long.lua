--[[ one line ]] print(1)                     --> 1
--[==[ several
  print("hidden") ]] ]=] still
]==] print(2)                                 --> 2
---[[ this is a short comment
print(3)                                      --> 3
--]]
--[=not long
print(4)                                      --> 4
print(5 --[[ inside ]] + 1)                   --> 6
print(load("--[[ open"))                      --~ nil .*:1: unfinished long comment \(starting at line 1\) near '?<eof>'?
print(load("\n--[==[ a ]=]\n]]"))             --~ nil .*:3: unfinished long comment \(starting at line 2\) near '?<eof>'?
