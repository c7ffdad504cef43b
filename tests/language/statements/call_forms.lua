local function show(...) return select("#", ...), ... end
print(show "str")              --> 1 str
print(show [[long]])           --> 1 long
print(select("#", show {}))    --> 2
print(show())                  --> 0
local t = { n = 5 }
function t.get(self, x) return self.n, x end
function t:put(v) self.n = v return self end
print(t:get "a")               --> 5 a
print(t:put(8):get())          --> 8 nil
print(("x"):rep(3))            --> xxx
print(#"abc", ("%d"):format(3))  --> 3 3
