-- Variables to be closed, left in every way.
local log = {}
local function new(name, failure)
    return setmetatable({}, {__close = function(_, e) log[#log + 1] = {name, e} if failure then error(failure, 0) end end})
end
local function leave(how)
    local a <close> = new("a")
    for i = 1, 2 do
        local b <close> = new("b" .. i)
        if how == "break" then break end
        if how == "goto" then goto out end
        if how == "return" then return how, a end
        if how == "error" then error("left") end
        if how == "object" then error({how}) end
        for k in next, {1}, nil, new("for") do
            local c <close> = new("c", how == "again" and "closing failed")
        end
    end
    ::out::
    do return how end
end
for _, how in ipairs {"break", "goto", "return", "error", "object", "again", "end"} do
    local ok, e = pcall(leave, how)
    if e == "not enough memory" then error(e, 0) end
end
assert(#log > 10)
local ok, e = pcall(function() local bad <close> = 5 end)
if e == "not enough memory" then error(e, 0) end
local function tail(n) local c <close> = new(n) if n > 0 then return tail(n - 1) end end
tail(10)
