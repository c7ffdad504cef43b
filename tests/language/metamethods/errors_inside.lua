local t = setmetatable({}, {
    __add = function() error("in add", 0) end,
    __index = function() error({ code = 7 }) end,
    __close = 1,
})
print(pcall(function() return t + 1 end))                       --> false in add
local ok, e = pcall(function() return t.x end)
print(ok, type(e), e.code)                                      --> false table 7
