-- An error in a closing method becomes the error that later closing methods see.
local function bad(name)
    return setmetatable({}, { __close = function(_, e) print(name, e) error(name, 0) end })
end
print(pcall(function()
    local a <close> = bad "first"
    local b <close> = bad "second"
    local c <close> = bad "third"
    error("start", 0)
end))
--> third start
--> second third
--> first second
--> false first
print(pcall(function() local a <close> = bad "only" return 1 end))  --> only nil --> false only
