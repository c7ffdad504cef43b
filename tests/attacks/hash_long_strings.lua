-- Long strings as keys: each new one is hashed as a whole.
-- ends: time ok
local t = {}
for n = 1, 100000 do t[('x'):rep(10000) .. n] = true t = {} end
