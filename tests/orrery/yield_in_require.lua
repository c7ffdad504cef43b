package.preload.slow = function(name) return "module " .. name .. coroutine.yield("loading") end
local co = coroutine.wrap(function() return (require "slow") end)
print(co())                     --> loading
print(co("!"))                  --> module slow!
print(package.loaded.slow)      --> module slow!
