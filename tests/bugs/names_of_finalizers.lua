-- 5.4.3: the function that ran when a finalizer started was taken for the finalizer.
local seen
local function finalize()
    local own, below = debug.getinfo(1, "nSf"), debug.getinfo(2, "nf")
    seen = {own.name, own.namewhat, own.func, below and below.func}
end
local function interrupted()
    setmetatable({}, {__gc = finalize})
    for _ = 1, 100 do
        if seen then break end
        collectgarbage()
    end
    local own = debug.getinfo(1, "n")
    return own.name, own.namewhat
end
local name, what = interrupted()
print(name, what) --> interrupted local
print(seen[1], seen[2], seen[3] == finalize, seen[4] ~= finalize) --> __gc metamethod true true
