-- Only objects whose metatable had __gc when it was set are marked for finalization.
local log = {}
local mt = {}
do local late = setmetatable({}, mt) end
mt.__gc = function() log[#log + 1] = "finalized" end
collectgarbage()
print(#log)          --> 0
do local t = setmetatable({}, mt) end
collectgarbage()
print(#log)          --> 1
local placeholder = { __gc = true }
do local t = setmetatable({}, placeholder) end
placeholder.__gc = function() log[#log + 1] = "via placeholder" end
collectgarbage()
print(#log)          --> 2
