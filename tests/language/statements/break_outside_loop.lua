print(load("break"))                   --~ nil .*:1: break outside (a )?loop at line 1.*
print(load("while true do local f = function() break end end"))  --~ nil .*: break outside (a )?loop at line 1.*
print(load("do break end"))            --~ nil .*: break outside (a )?loop at line 1.*
print(load("while 1 do break break end") ~= nil)  --> true
print(load("repeat break until true") ~= nil)     --> true
