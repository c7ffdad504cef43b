-- LuaRocks: its command's version, list and path; a rock made here, of a Lua file and a C file compiled
-- against our headers, is installed into a scratch tree, listed, used and removed (no network).
need("luarocks.cmd", "luarocks")
local root = os.getenv("ORRERY_SOURCE")
local place = os.tmpname()
os.remove(place)
assert(os.execute(("mkdir -p '%s/rock'"):format(place)))
local tree <const> = place .. "/tree"
local cleaner <close> = setmetatable({}, { __close = function() os.execute(("rm -rf '%s'"):format(place)) end })

local function write(name, text)
    local file <close> = assert(io.open(("%s/%s"):format(place, name), "w"))
    file:write(text)
end
local function luarocks(arguments)
    local process = io.popen(("cd '%s/rock' && LUAROCKS_CONFIG='%s/config.lua' '%s' /usr/bin/luarocks --tree '%s' %s 2>&1")
        :format(place, place, interpreter, tree, arguments))
    local output = process:read("a")
    return output, select(3, process:close())
end

local headers = root and root .. "/src/include" or "/usr/include/lua5.4"
write("config.lua", ("variables = { LUA_INCDIR = %q }\n"):format(headers))
local output, code = luarocks("--version")
expect({ output:match("LuaRocks main command%-line interface") or output, code }, { "LuaRocks main command-line interface", 0 })
output, code = luarocks("list")
expect({ output:match("Rocks installed for Lua 5.4") or output, code }, { "Rocks installed for Lua 5.4", 0 })
output = luarocks("path --lr-path")
expect(output:find(tree .. "/share/lua/5.4/?.lua", 1, true) ~= nil, true, output)

write("rock/greet-1.0-1.rockspec", [[
package = "greet"
version = "1.0-1"
source = { url = "file://." }
build = { type = "builtin", modules = { greet = "greet.lua", ["greet.core"] = "core.c" } }
]])
write("rock/greet.lua", "return { hello = function(name) return 'hello ' .. name end }\n")
write("rock/core.c", [[
#include "lauxlib.h"
#include "lua.h"
static int twice(lua_State *L) {
    lua_pushinteger(L, 2 * luaL_checkinteger(L, 1));
    return 1;
}
int luaopen_greet_core(lua_State *L) {
    static const luaL_Reg functions[] = {{"twice", twice}, {NULL, NULL}};
    luaL_newlib(L, functions);
    return 1;
}
]])
output, code = luarocks("make greet-1.0-1.rockspec")
expect(code, 0, output)
output = luarocks("list --porcelain")
expect(output:match("greet\t1.0%-1\tinstalled") ~= nil, true, output)
package.path = ("%s/share/lua/5.4/?.lua;%s"):format(tree, package.path)
package.cpath = ("%s/lib/lua/5.4/?.so;%s"):format(tree, package.cpath)
expect({ require("greet").hello("you"), require("greet.core").twice(21) }, { "hello you", 42 })
output, code = luarocks("remove greet")
expect(code, 0, output)
output = luarocks("list --porcelain")
expect(output:match("greet\t1.0%-1\tinstalled") == nil, true, output)
print("ok")
