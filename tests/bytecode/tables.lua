local k, t = ...
local empty = {}
local list = { 1, 2, 3, k }
local open = { 1, ... }
local record = { x = 1, y = k, ["z"] = 3, x = 4 }
local mixed = { 1, x = 2, [k] = 3, y = 4, 5 }
local nested = { { x = 1 }, { x = 2, t = {} } }
t.a, t[1], t[k], t[256], t["b c"] = 1, 2, 3, 4, 5
t.a.b.c = t.a.b[k][0]
t = { t }
return { f = function() end }
