local f = load [[
    local function set(v) shared = v end
    local function get() return shared end
    return set, get
]]
local set, get = f()
set(4)
print(get(), shared)                                  --> 4 4
debug.setupvalue(f, 1, { tag = "other" })
print(debug.getupvalue(f, 1) == "_ENV")               --> true
set(5)
print(shared, get())                                  --> 4 5
