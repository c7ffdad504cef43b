--@ env LUA_PATH="./plain/?.lua" LUA_CPATH="./c/?.so"
print(package.path, package.cpath)                   --> ./plain/?.lua ./c/?.so
