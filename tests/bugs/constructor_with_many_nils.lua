-- 5.4.8: the counters of a constructor's items overflowed.
local source = "return {" .. ("nil,"):rep(100000) .. "7}"
print(#assert(load(source))() == 100001 or select(100001, table.unpack(load(source)(), 1, 100001)) == 7) --> true
local t = load("return {" .. ("[1]=1,"):rep(70000) .. "'a'}")()
print(t[1], #t) --> a 1
