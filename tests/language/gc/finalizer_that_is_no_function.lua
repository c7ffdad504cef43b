--@ exit 0
-- Any __gc that is present is called; one that cannot be called makes a warning.
warn("@on")
for _, value in ipairs { 5, "text", true } do
    setmetatable({}, { __gc = value })
    collectgarbage()
    collectgarbage()
    print("after", value)
end
--> after 5
--> after text
--> after true
setmetatable({}, { __gc = false })
collectgarbage()
print("end") --> end
--!~ ^Lua warning: error in __gc.*
--!~ ^Lua warning: error in __gc.*
--!~ ^Lua warning: error in __gc.*
