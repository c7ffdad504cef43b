-- What only a dying object refers to behaves like it: out of weak values at once, out of weak keys
-- after the finalizer. If the finalizer stores it, it stays among the weak keys.
local values, keys = setmetatable({}, { __mode = "v" }), setmetatable({}, { __mode = "k" })
local seen, saved
do
    local part = {}
    local object = setmetatable({ part = part }, { __gc = function(o)
        seen = { values.part, keys[o.part], keys[o] }
        saved = o.part
    end })
    values.part, keys[part], keys[object] = part, "of part", "of object"
end
collectgarbage()
print(seen[1], seen[2], seen[3])       --> nil of part of object
collectgarbage()
print(keys[saved], values.part)        --> of part nil
local n = 0
for _ in pairs(keys) do n = n + 1 end
print(n)                               --> 1
saved = nil
collectgarbage()
print(next(keys))                      --> nil
