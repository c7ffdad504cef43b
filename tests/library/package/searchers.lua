print(#package.searchers, type(package.searchers[1]))  --> 4 function
table.insert(package.searchers, 2, function(name)
    if name:find("^virtual%.") then return function(...) return { ... } end, "extra value" end
    return "not virtual"
end)
local m, x = require("virtual.a")
print(m[1], m[2], x)                                 --> virtual.a extra value extra value
package.path, package.cpath = "./?.none", "./?.so"
print(pcall(require, "other"))
--> false module 'other' not found:
-->  no field package.preload['other']
-->  not virtual
-->  no file './other.none'
-->  no file './other.so'
package.searchers = nil
print(pcall(require, "thing"))                       --> false 'package.searchers' must be a table
