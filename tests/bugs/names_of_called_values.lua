-- 5.4.2: whether a value that was called, indexed or compared is a local variable was guessed from addresses.
local function f()
    local l
    return pcall(function() l() end), select(2, pcall(function() local m; m() end)),
        select(2, pcall(function() local m; return m.x end)), select(2, pcall(function() return l + 1 end)),
        select(2, pcall(function() return ({}).x.y end)), select(2, pcall(function() return (nil)() end))
end
local function strip(ok, ...)
    for _, m in ipairs {...} do print((m:gsub("^.-:%d+: ", ""))) end
end
strip(f())
--> attempt to call a nil value (local 'm')
--> attempt to index a nil value (local 'm')
--> attempt to perform arithmetic on a nil value (upvalue 'l')
--> attempt to index a nil value (field 'x')
--> attempt to call a nil value
