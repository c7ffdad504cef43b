local log = {}
local function v(x) log[#log + 1] = x return x end
local t = { v("a"), [v("k")] = v("b"), v("c"), x = v("d"), v("e") }
print(table.concat(log, " "))                    --> a k b c d e
print(t[1], t[2], t[3], t.k, t.x)                --> a c e b d
