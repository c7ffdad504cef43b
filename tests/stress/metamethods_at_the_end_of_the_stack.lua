-- The stack of a coroutine may end right behind the registers of a large function: a metamethod is called
-- from there with its operands beyond the end, and needs many slots itself.
local function list(prefix, count)
    local names = {}
    for i = 1, count do names[i] = prefix .. i end
    return table.concat(names, ", ")
end
local handler = load("local " .. list("r", 150) .. "\nlocal a, b = ...\nreturn " .. list("r", 90) .. ", 1")
local events, value = {}, {}
for _, name in ipairs{"add", "unm", "concat", "len", "eq", "lt", "le", "index", "newindex", "call"} do
    events["__" .. name] = handler
end
value = setmetatable({}, events)
local other = setmetatable({}, events)
local operations = {"a + b", "-a", "a .. b", "#a", "a == b", "a < b", "a <= b", "a.x", "a[b]", "a()"}
for _, call in ipairs{handler, pcall, string.format} do
    events.__add, events.__unm, events.__index = call, call, call
    for registers = 60, 150 do
        for _, operation in ipairs(operations) do
            local f = load("local a, b = ...\nreturn function() local " .. list("r", registers) ..
                           "\nreturn " .. operation .. " end")(value, other)
            local done, result = pcall(coroutine.wrap(f))
            assert(call == string.format or done)
        end
    end
end
print("alive")                                        --> alive
