-- No event sees what a metatable only inherits: not calls, comparisons, length, lists, closing, weakness.
local asked = {}
local inherited = setmetatable({}, { __index = function(_, key) asked[#asked + 1] = key return function() return "inherited" end end })
local t, u = setmetatable({}, inherited), setmetatable({}, inherited)
print(t == u, #t, t.x, next(t))                        --> false 0 nil nil
t.x = 1
print(rawget(t, "x"))                                  --> 1
for _, f in ipairs { function() return t() end, function() return t < u end, function() return t <= u end,
    function() return t .. "" end, function() return -t end, function() return t & 1 end,
    function() local c <close> = t end } do io.write(tostring((pcall(f))), " ") end
print()                                                --> false false false false false false false
for k in pairs(t) do io.write(k, " ") end print()      --> x
print(tostring(t))                                     --~ table: .*
print(#asked, getmetatable(t) == inherited)            --> 0 true
