-- Positional values of a constructor are stored last, nils among them.
local t = {[1] = "a", [2] = "b", nil, "c"}
print(t[1], t[2]) --> nil c
local u = {[1] = "a", nil}
print(u[1], next(u)) --> nil nil
local v = {[1] = "a", [2] = "b", (function() return nil, nil end)()}
print(v[1], v[2], next(v)) --> nil nil nil
local w = {[3] = "three", 1, 2, nil}
print(#w, w[3]) --> 2 nil
