local function get(t, i) return t[i] end
local function set(t, i, v) t[i] = v end
local t = {}
for i = 1, 1000 do set(t, i, i) get(t, i) end
print(get(t, 1), get(t, 1000), get(t, 1001), get(t, 0), get(t, -1))        --> 1 1000 nil nil nil
print(get(t, 5.0), get(t, 5.5), get(t, "5"), get(t, nil))                  --> 5 nil nil nil
set(t, 7.0, "seven")
set(t, "k", "v")
set(t, 1002, "gap")
print(t[7], t.k, get(t, "k"), get(t, 1002))                                --> seven v v gap
print(pcall(set, t, nil, 1))                                               --~ false .*table index is nil
print(pcall(set, t, 0 / 0, 1))                                             --~ false .*table index is NaN
local p = setmetatable({}, { __index = function(_, i) return "i" .. tostring(i) end, __newindex = function(_, i, v) rawset(t, i, v) end })
print(get(p, 1), get(p, 2.5))                                              --> i1 i2.5
set(p, 3, "through")
print(t[3], rawget(p, 3))                                                  --> through nil
print(get("abc", 1), get("abc", "len") == string.len)                      --> nil true
