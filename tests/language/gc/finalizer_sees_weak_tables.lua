-- A resurrected object leaves weak values before its finalizer runs, weak keys only after.
local values = setmetatable({}, { __mode = "v" })
local keys = setmetatable({}, { __mode = "k" })
local result
do
    local o = setmetatable({}, { __gc = function(self) result = tostring(values[1]) .. " " .. tostring(keys[self]) end })
    values[1], keys[o] = o, "still there"
end
collectgarbage()
print(result)               --> nil still there
collectgarbage()
print(next(keys))           --> nil
