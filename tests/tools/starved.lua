-- What starve.py runs by default: a little of everything that the command itself does.
local t = {}
for i = 1, 20 do t[i] = tostring(i) end
print(table.concat(t), #arg, ...)
local ok, message = pcall(function()
    local x <close> = setmetatable({}, {__close = print})
    error('expected')
end)
if message == "not enough memory" then error(message, 0) end
require("string").format("%s", t)
