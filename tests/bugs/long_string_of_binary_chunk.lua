-- 5.4.0: the reader of a binary chunk collects while a long string is half read.
local dump = string.dump(function()
    return "a string of more than forty bytes, so that it is a long one in any Lua", {},
        "another one, also of more than forty bytes, nothing like the first"
end)
for _, size in ipairs {1, 7, 30} do
    local at = 0
    local f = load(function()
        collectgarbage()
        at = at + 1
        local piece = dump:sub((at - 1) * size + 1, at * size)
        return #piece > 0 and piece or nil
    end, "=pieces", "b")
    local a, _, b = f()
    print(#a, #b)
end
--> 70 66
--> 70 66
--> 70 66
