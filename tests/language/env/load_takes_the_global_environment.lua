-- What load and loadfile compile sees the global environment, not that of the caller.
local file = assert(io.open("chunk.lua", "w"))
file:write("return v")
file:close()
v = "global"
local function inside(_ENV)
    v = "inner"
    return v, load("return v")(), loadfile("chunk.lua")(), load("return v", "c", "t", _ENV)()
end
print(inside { load = load, loadfile = loadfile })       --> inner global global inner
print(loadfile("chunk.lua", "t", { v = "given" })())     --> given
do
    local _ENV <const> = { print = print, require = require, package = package, load = load }
    package.preload.made = load "made = ... return 'result'"
    print(require "made", made)                          --~ result .*nil
end
print(made, v)                                           --> made global
