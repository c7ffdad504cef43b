--@ env LUA_PATH_5_4="./here/?.lua;;" LUA_PATH="ignored"
print(package.path:sub(1, 15), package.path:find("ignored"))  --> ./here/?.lua;/u nil
print(package.path:find(";;", 1, true))              --> nil
