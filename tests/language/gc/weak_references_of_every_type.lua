-- What is constructed explicitly leaves weak tables: tables, closures, coroutines, userdata. Numbers,
-- booleans and strings stay while the other half of their pair does.
local values = setmetatable({}, { __mode = "v" })
local keys = setmetatable({}, { __mode = "k" })
local function fill()
    local n = 0
    local made = { {}, function() n = n + 1 return n end, coroutine.create(function() end), io.tmpfile() }
    for i, v in ipairs(made) do values[i], keys[v] = v, i end
end
fill()
values.number, values.float, values.string, values.boolean = 1, 1.5, "s" .. 1, true
values.long = ("long "):rep(30)
keys[1], keys[1.5], keys["s" .. 1], keys[true] = "a", "b", "c", "d"
collectgarbage() collectgarbage() collectgarbage()
print(values[1], values[2], values[3], values[4])                                     --> nil nil nil nil
print(values.number, values.float, values.string, values.boolean, #values.long)       --> 1 1.5 s1 true 150
local n = 0
for _ in pairs(keys) do n = n + 1 end
print(n, keys[1], keys[1.5], keys.s1, keys[true])                                     --> 4 a b c d
local both = setmetatable({ string = {}, [1] = {}, [{}] = "string", [{}] = 1, kept = "kept" }, { __mode = "kv" })
collectgarbage()
n = 0
for _ in pairs(both) do n = n + 1 end
print(n, both.kept)                                                                   --> 1 kept
