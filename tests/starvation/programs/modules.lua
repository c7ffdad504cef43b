-- require: preloaded, from a file, with an error, not found; package.searchpath, dofile, loadfile.
package.preload.thing = function(name, extra) return {name, extra} end
package.loaded.thing = nil
assert(require("thing")[2] == ":preload:")
package.preload.thing = nil
local ok, e = pcall(require, "no.such.module")
if not e:find("no field package.preload") then error(e, 0) end
local name = os.tmpname()
local file <close> = assert(io.open(name, "w"))
local remove <close> = setmetatable({}, {__close = function() os.remove(name) end})
assert(file:write("local name = ... local t = {n = name} function t.f(x) return {x} end return t"))
assert(file:close())
local path <close> = setmetatable({package.path}, {__close = function(saved) package.path = saved[1] end})
package.path = "/nonexistent/?.lua;" .. name:gsub("[^/]+$", "?")
local module = name:match("[^/]+$")
package.loaded[module] = nil
assert(require(module).n == module and require(module).f(1)[1] == 1)
assert(package.searchpath(module, package.path) == name)
assert(select(2, package.searchpath("a.b", "x/?;y/?.lua")):find("y/a/b.lua"))
assert(dofile(name).f)
assert(loadfile(name, "t", {}))
package.loaded[module] = nil
local nothing, e = loadfile("/nonexistent/file.lua")
if e == "not enough memory" then error(e, 0) end
