-- That a metatable lacked a metamethod is not remembered past its being added by any means.
local function check(set)
    local mt = {}
    local t = setmetatable({}, mt)
    local before = t.x
    set(mt, "__index", function() return "found" end)
    return before, t.x
end
print(check(function(m, k, v) m[k] = v end))                  --> nil found
print(check(rawset))                                          --> nil found
print(check(function(m, k, v) m["__in" .. "dex"] = v end))    --> nil found
print(check(function(m, k, v) setmetatable(m, { __newindex = function(s, a, b) rawset(s, a, b) end }) m[k] = v end))  --> nil found
print(check(function(m, k, v) table.move({ v }, 1, 1, 1, m) m[k] = m[1] end))  --> nil found
