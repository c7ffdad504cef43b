-- A message handler does not see errors of finalizers, nor that memory ran out.
local calls = 0
local function handler(m) calls = calls + 1 return m end
print(xpcall(function()
    for _ = 1, 3 do setmetatable({}, { __gc = function() error("in finalizer") end }) end
    collectgarbage()
    collectgarbage()
    return "went on"
end, handler))                                           --> true went on
print(calls)                                             --> 0
print(xpcall(function() return ("x"):rep(1 << 55) end, function(m) calls = calls + 1 return m end))  --~ false .*(not enough memory|too large).*
