-- A table with weak values keeps its keys; one with weak keys keeps the values of living keys.
local count = 0
local function watched() return setmetatable({}, { __gc = function() count = count + 1 end }) end
local values = setmetatable({}, { __mode = "v" })
local keep = {}
for i = 1, 10 do values[watched()] = keep end
collectgarbage() collectgarbage()
local n = 0
for _ in pairs(values) do n = n + 1 end
print(count, n)                            --> 0 10
local keys = setmetatable({}, { __mode = "k" })
keys[keep] = watched()
keys[1], keys.name, keys[true] = watched(), watched(), watched()
collectgarbage() collectgarbage()
print(count, type(keys[keep]), type(keys[1]), type(keys.name), type(keys[true]))  --> 0 table table table table
keep = nil
collectgarbage() collectgarbage() collectgarbage()
n = 0
for _ in pairs(values) do n = n + 1 end
print(count, n)                            --> 11 0
