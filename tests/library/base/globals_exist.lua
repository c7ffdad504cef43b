local names = { "assert", "collectgarbage", "dofile", "error", "getmetatable", "ipairs", "load", "loadfile", "next",
    "pairs", "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable",
    "tonumber", "tostring", "type", "warn", "xpcall" }
for _, n in ipairs(names) do if type(_G[n]) ~= "function" then print("missing", n) end end
print(_VERSION, _G._G == _G)                       --> Lua 5.4 true
for _, lib in ipairs { "coroutine", "debug", "io", "math", "os", "package", "string", "table", "utf8" } do
    if package.loaded[lib] ~= _G[lib] or type(_G[lib]) ~= "table" then print("missing", lib) end
end
print(loadstring, unpack, setfenv, module, table.getn, string.gfind, bit32)  --> nil nil nil nil nil nil nil
