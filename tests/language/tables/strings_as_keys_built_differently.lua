local t = { ["a" .. "b"] = 1, [("x"):rep(100)] = 2 }
print(t.ab, t[table.concat { "a", "b" }], t[("ab"):sub(1, 2)])            --> 1 1 1
print(t[("x"):rep(50) .. ("x"):rep(50)], t[("x"):rep(99)])               --> 2 nil
t[("x"):rep(50) .. ("x"):rep(50)] = 3
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t[("x"):rep(100)])                                               --> 2 3
local k = ("y"):rep(45)
t[k] = "long"
collectgarbage()
print(t[("y"):rep(45)])                                                   --> long
