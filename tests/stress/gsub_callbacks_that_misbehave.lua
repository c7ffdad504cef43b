local depth = 0
local function nest(s) depth = depth + 1 if depth > 50 then return "!" end return (s:gsub(".", nest)) end
print(("x"):gsub(".", nest))                             --> ! 1
print(("abc"):gsub(".", function(c) collectgarbage() return c:rep(1000) end):len())   --> 3000
print(#("x"):rep(20000):gsub("x", function() return "yy" end))  --> 40000
