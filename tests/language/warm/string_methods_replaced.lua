local function use(s) return s:byte(), s:len(), s:sub(2), s:upper() end
for _ = 1, 1000 do use("abc") end
print(use("xyz"))            --> 120 3 yz XYZ
function string.upper(s) return "replaced " .. s end
print(select(4, use("xyz"))) --> replaced xyz
getmetatable("").__index = function(s, k) return function() return k end end
print(use("xyz"))            --> byte len sub upper
getmetatable("").__index = { byte = function() return 1 end, len = function() return 2 end, sub = function() return 3 end, upper = function() return 4 end }
print(use("xyz"))            --> 1 2 3 4
print(use({ byte = type, len = type, sub = type, upper = type }))   --> table table table table
