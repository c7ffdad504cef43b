-- package.config line by line, and the functions and tables of the library.
local lines = {}
for l in package.config:gmatch("[^\n]*") do if l ~= "" then lines[#lines + 1] = l end end
print(#lines, table.concat(lines, " "), package.config:sub(-1) == "\n")   --> 5 / ; ? ! - true
local names = {}
for k, v in pairs(package) do names[#names + 1] = k .. ":" .. type(v) end
table.sort(names)
print(table.concat(names, " "))                          --> config:string cpath:string loaded:table loadlib:function path:string preload:table searchers:table searchpath:function
print(#package.searchers, type(require), package.loaded.package == package, package.loaded._G == _G)   --> 4 function true true
for template in (package.path .. ";" .. package.cpath):gmatch("[^;]+") do
    if not template:find("?", 1, true) and not template:find("%.so$") then print("odd", template) end
end
print(package.path:find("./?.lua", 1, true) ~= nil, package.cpath:find("./?.so", 1, true) ~= nil)    --> true true
print(pcall(require, {}))                                --> false bad argument #1 to 'require' (string expected, got table)
print(pcall(package.searchpath, "x"))                    --> false bad argument #2 to 'package.searchpath' (string expected, got no value)
print(pcall(package.searchpath, "x", {}))                --> false bad argument #2 to 'package.searchpath' (string expected, got table)
print(pcall(package.loadlib, "x"))                       --> false bad argument #2 to 'package.loadlib' (string expected, got no value)
package.cpath = {}
package.path = "./?.lua"
print(pcall(require, "none"))                            --> false 'package.cpath' must be a string
