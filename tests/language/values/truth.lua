-- Only nil and false are false.
for _, v in ipairs { 0, 0.0, "", "0", {}, print, 0 / 0 } do io.write(v and "t" or "f") end
print()                                   --> ttttttt
print(nil and 1, false and 1)             --> nil false
print(nil or false, false or nil)         --> false nil
print(not nil, not false, not 0, not "")  --> true true false false
