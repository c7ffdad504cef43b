-- Where the stack ends, `load` says so: the message is not that of lack of memory, wherever in its work
-- the end is met. The number of locals shifts the place.
local source = [[
local load, deepest, messages = ...
local function recurse(depth, first)
    local %s
    deepest[1] = depth
    if depth > first then
        local f, message = load("")
        if not f then messages[message] = true; return end
    end
    recurse(depth + 1, first)
end
return recurse]]

local messages, deepest = {}, {}
for count = 1, 8 do
    local names = {}
    for i = 1, count do names[i] = "l" .. i end
    local recurse = load(source:format(table.concat(names, ", ")))(load, deepest, messages)
    pcall(recurse, 1, math.huge)
    local done, message = pcall(recurse, 1, deepest[1] - 20)
    if not done then messages[message:match("[%a ]+$")] = true end
end
messages[" stack overflow"] = nil
messages["stack overflow"] = nil
print(next(messages))                                 --> nil
