do local t = setmetatable({}, { __gc = function() error("hidden") end }) end
do local t = setmetatable({}, { __gc = function() local x = nil + 1 end }) end
collectgarbage()
print("continues")          --> continues
