local function get(t) return t.x end
local function set(t, v) t.x = v end
local a = { x = 1 }
for i = 1, 1000 do get(a) set(a, i) end
print(get(a))                                     --> 1000
print(get { x = 5, y = 1 }, get { y = 1, x = 6 }, get {}, get { 1, 2, 3 })   --> 5 6 nil nil
local b = { x = 1, y = 2 }
b.x = nil
print(get(b))                                     --> nil
set(b, 7)
print(get(b), b.y, next(b) ~= nil)                --> 7 2 true
a.x = nil
print(get(a), rawget(a, "x"))                     --> nil nil
a.z = 1
set(a, 3)
print(get(a), a.z)                                --> 3 1
print(get("string"))                              --> nil
print(pcall(get, nil))                            --~ false .*attempt to index a nil value \(local 't'\)
print(get(setmetatable({}, { __index = { x = "inherited" } })))               --> inherited
print(get(setmetatable({}, { __index = function(_, k) return k .. "!" end })))  --> x!
