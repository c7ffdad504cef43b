-- Names beyond the length of interned strings are keys of package.loaded like others.
local name = ("long."):rep(12) .. "name"
package.preload[name] = function(n) return { n } end
print(require(name)[1] == name)                     --> true
print(require(name) == package.loaded[name])        --> true
package.loaded[name] = nil
package.preload[name] = function() end
print(require(name), package.loaded[name])          --> true true
local count = 0
for key in pairs(package.loaded) do if key == name then count = count + 1 end end
print(count)                                        --> 1
