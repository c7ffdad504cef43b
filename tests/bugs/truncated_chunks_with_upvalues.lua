-- 5.4.0: a binary chunk that ended among a function's upvalues could break the collector.
local a, b = 1, 2
local dump = string.dump(function()
    local c = a
    return function() return a + b + c end, "a string that is rather long, longer than forty bytes"
end)
local refused = 0
for i = 0, #dump - 1 do
    if not load(dump:sub(1, i), "=cut", "b") then refused = refused + 1 end
    if i % 50 == 0 then collectgarbage() end
end
print(refused == #dump) --> true
print(type(load(dump))) --> function
