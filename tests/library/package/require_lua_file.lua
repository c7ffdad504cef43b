package.path = "./?.lua;./?/init.lua"
local f = io.open("mod.lua", "w")
f:write("loads = (loads or 0) + 1 local name, where = ... return { name = name, where = where }")
f:close()
local m, extra = require("mod")
print(m.name, m.where, extra)                        --> mod ./mod.lua ./mod.lua
print(require("mod") == m, loads, package.loaded.mod == m)   --> true 1 true
print(select("#", require("mod")))                   --> 1
package.loaded.mod = nil
print(require("mod") == m, loads)                    --> false 2
os.execute("mkdir -p deep/er") f = io.open("deep/er/init.lua", "w") f:write("return ...") f:close()
print(require("deep.er"))                            --> deep.er ./deep/er/init.lua
