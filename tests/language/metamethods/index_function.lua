local t = setmetatable({ own = 1 }, { __index = function(self, k) return k .. "?" end })
print(t.own, t.other, t["a b"], rawget(t, "other"))   --> 1 other? a b? nil
t.own = nil
print(t.own)                                          --> own?
local seen
local u = setmetatable({}, { __index = function(s, k) seen = k return 7 end })
print(u[1.5], seen, u[2.0], math.type(seen))          --~ 7 1.5 7 (float|integer)
print(u[nil], seen)                                   --> 7 nil
