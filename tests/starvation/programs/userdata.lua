-- Userdata, user values, references and continuations of the C API, by the test library.
local class = {__index = function(u, k) return k .. "!" end, __name = "Thing", __gc = function() end, __len = function() return 3 end, __close = function() end}
local list = {}
for i = 1, 12 do
    local u = T.newuserdata(i * 10, i % 3)
    debug.setmetatable(u, class)
    if i % 3 > 0 then debug.setuservalue(u, {i}, 1) end
    list[i] = u
end
assert(list[1].field == "field!" and #list[1] == 3 and debug.getuservalue(list[1], 1)[1] == 1 and tostring(list[1]):find("^Thing"))
local r = T.ref({})
assert(T.getref(r))
T.unref(r)
for i = 1, 12, 2 do list[i] = nil end
collectgarbage()
local a = T.testC("newtable; pushnum 1; setfield 2 x; getfield 2 x; return 1")
local f = T.makeCfunc("pushvalue 1; pushvalue 2; concat 2; return 1")
assert(f("a", "b") == "ab")
local many = {T.testC("pushnum 1; pushnum 2; pushstring hello; pushvalue 1; newuserdata 20; return 5")}
assert(#many == 5)
