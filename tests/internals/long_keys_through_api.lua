-- Keys longer than interned strings, set by lua_setfield and lua_setglobal.
local key = ("k"):rep(60)
local t = {}
T.testC("pushvalue 2; pushnum 7; setfield -2 " .. key, t)
print(t[key])                                        --> 7.0
T.testC("pushnum 8; setglobal " .. key)
print(_G[key], T.testC("getglobal " .. key .. "; return 1")) --> 8.0 8.0
T.checkmemory()
