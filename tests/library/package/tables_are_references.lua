-- package.loaded and package.preload are references to the real tables; searchers is read anew.
local loaded, preload = package.loaded, package.preload
preload.a = function() return "a" end
package.preload = { b = function() return "b" end }
package.loaded = { c = "c" }
package.path, package.cpath = "", ""
print((require("a")), loaded.a, package.loaded.a)        --> a a nil
print((pcall(require, "b")), (pcall(require, "c")))      --> false false
local registry = debug.getregistry()
print(registry._LOADED == loaded, registry._PRELOAD == preload)   --> true true
-- searchers are called in order, with the name alone, until one gives a loader
local calls = {}
package.searchers = {
    function(...) calls[#calls + 1] = "1:" .. select("#", ...) .. (...) end,
    function(name) calls[#calls + 1] = "2" return "reason of two" end,
    function(name) calls[#calls + 1] = "3" if name == "x" then return function(...) return { ... } end, { "data" } end return nil end,
    function() calls[#calls + 1] = "4" return 5 end,
}
local x, data = require("x")
print(x[1], x[2] == data, data[1], table.concat(calls, " "))  --> x true data 1:1x 2 3
print(pcall(require, "y"))
--> false module 'y' not found:
-->  reason of two
-->  5
print(table.concat(calls, " "))                          --> 1:1x 2 3 1:1y 2 3 4
package.searchers = { function() error("searcher", 0) end }
print(pcall(require, "z"))                               --> false searcher
package.searchers = {}
print(pcall(require, "z"))                               --> false module 'z' not found:
