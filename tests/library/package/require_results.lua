package.preload.none = function() end
package.preload.falsy = function() return false end
package.preload.sets = function(name) package.loaded[name] = "set by module" end
package.preload.value = function() return 42, "dropped" end
print(require("none"), require("falsy"))             --> true false :preload:
print(require("sets"), require("value"))             --> set by module 42 :preload:
print(package.loaded.none, package.loaded.falsy, package.loaded.value)   --> true false 42
local n = 0
package.preload.again = function() n = n + 1 return false end
require "again" require "again"
print(n)                                             --> 2
