print(type(package.path), type(package.cpath), type(package.preload), type(package.loaded))  --> string string table table
print((package.config:gsub("\n", "|")))              --> /|;|?|!|-|
print(package.loaded._G == _G, package.loaded.package == package, package.loaded.string == string)  --> true true true
print(package.path:find("?.lua", 1, true) ~= nil, package.cpath:find("?.so", 1, true) ~= nil)  --> true true
print(require("string") == string, require("_G") == _G)  --> true true
