local A, B, C = { v = "A" }, {}, {}
setmetatable(B, { __index = A })
setmetatable(C, { __index = B })
local o = setmetatable({}, { __index = C })
local function get() return o.v end
for _ = 1, 1000 do get() end
print(get())            --> A
B.v = "B"
print(get())            --> B
C.v = "C"
print(get())            --> C
C.v = nil
print(get())            --> B
setmetatable(C, { __index = { v = "other" } })
print(get())            --> other
setmetatable(C, nil)
print(get())            --> nil
getmetatable(o).__index = A
print(get())            --> A
rawset(A, "v", "raw")
print(get())            --> raw
A.v = nil
print(get())            --> nil
