-- The line that closes variables is one line event, however many methods run there.
local lines = {}
local function closer() return setmetatable({}, {__close = function() return 1 end}) end
local function hook(_, line) lines[#lines + 1] = line end
local function run()
    do local a <close> = closer(); local b <close> = closer()
    end
    for i = 1, 2 do local c <close> = closer() end
    return 0
end
debug.sethook(hook, "l")
run()
debug.sethook()
local text = table.concat(lines, " ")
print((text:gsub("%f[%d]3%f[%D] ?", ""))) --> 12 6 8 8 9 13
