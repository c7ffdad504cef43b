-- Where require looks, in which order, and what the loader gets: manual 6.3.
os.execute("mkdir -p one two three/deep")
local function write(name, text) local f = assert(io.open(name, "w")) f:write(text) f:close() end
write("one/m.lua", "return { from = 'one', args = table.pack(...) }")
write("two/m.lua", "return { from = 'two' }")
write("two/n.lua", "return { from = 'two', args = table.pack(...) }")
write("three/deep/mod.lua", "return { ... }")
package.path = "./one/?.lua;./two/?.lua;./?/init.lua;./fixed.lua"
local m, data = require("m")
print(m.from, m.args.n, m.args[1], m.args[2], data)      --> one 2 m ./one/m.lua ./one/m.lua
print(select("#", require("m")), require("m") == m, package.loaded.m == m)   --> 1 true true
local n, where = require("n")
print(n.from, n.args[2], where)                          --> two ./two/n.lua ./two/n.lua
-- a preloaded loader comes first; it is asked but once
local asked = 0
package.preload.m = function(...) asked = asked + 1 return { from = "preload", args = table.pack(...) } end
print(require("m").from)                                 --> one
package.loaded.m = nil
local p, tag = require("m")
print(p.from, p.args.n, p.args[1], p.args[2], tag, asked)  --> preload 2 m :preload: :preload: 1
package.preload.m, package.loaded.m = nil, nil
print(require("m").from)                                 --> one
-- dots are folders; a template without a mark is a name
package.path = "./three/?.lua"
print(table.unpack((require("deep.mod"))))               --> deep.mod ./three/deep/mod.lua
write("fixed.lua", "return 'fixed ' .. ...")
package.path = "./fixed.lua"
print(require("anything"), require("any.thing"))         --> fixed anything fixed any.thing ./fixed.lua
-- false is not loaded: it is required again; any other value is
package.loaded.anything = false
print(require("anything"))                               --> fixed anything ./fixed.lua
package.loaded.number = 0
print(require("number"))                                 --> 0
-- what a module assigns to package.loaded stays unless it returns something
write("fixed.lua", "package.loaded[...] = 'assigned' return nil")
print((require("assigns")))                              --> assigned
write("fixed.lua", "package.loaded[...] = 'assigned' return 'returned'")
print((require("returns")), package.loaded.returns)      --> returned returned
write("fixed.lua", "package.loaded[...] = false")
print((require("falsely")), package.loaded.falsely)      --> false false
-- an error leaves nothing loaded, and the next require runs it again
write("fixed.lua", "count = (count or 0) + 1 error('failed ' .. count, 0)")
print(pcall(require, "bad"))                             --> false failed 1
print(pcall(require, "bad"))                             --> false failed 2
print(package.loaded.bad)                                --> nil
