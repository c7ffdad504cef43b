local label = { label = 1 }
print(label.label)                      --> 1
print(load("goto = 1"))                 --~ nil .*: <name> expected near '='
local t = { ["goto"] = 2 }
print(t["goto"])                        --> 2
