-- getmetatable and setmetatable see past __metatable and reach all types; the registry is one table.
local protected = setmetatable({}, { __metatable = "no" })
print(type(debug.getmetatable(protected)), getmetatable(protected), debug.getmetatable({}), debug.getmetatable(print))   --> table no nil nil
print(debug.setmetatable(protected, nil) == protected, getmetatable(protected))   --> true nil
local mt = { __index = function(v, k) return type(v) .. "." .. k end }
for _, v in ipairs { 1, true, print, coroutine.create(print) } do
    print(debug.setmetatable(v, mt) == v, v.field, debug.getmetatable(v) == mt)
    debug.setmetatable(v, nil)
end
--> true number.field true
--> true boolean.field true
--> true function.field true
--> true thread.field true
debug.setmetatable(nil, mt)
print((nil).x, debug.getmetatable(nil) == mt)            --> nil.x true
debug.setmetatable(nil, nil)
print(pcall(function() return (nil).x end))              --> false metatables_and_registry.lua:17: attempt to index a nil value
print(debug.getregistry() == debug.getregistry(), type(debug.getregistry()))   --> true table
print(pcall(debug.setmetatable, {}))                     --> false bad argument #2 to 'debug.setmetatable' (nil or table expected, got no value)
print(pcall(debug.setmetatable, {}, 1))                  --> false bad argument #2 to 'debug.setmetatable' (nil or table expected, got number)
print(pcall(debug.getmetatable))                         --> false bad argument #1 to 'debug.getmetatable' (value expected)
-- user values: of userdata that has none, and of what is no userdata
print(debug.getuservalue(io.stdout, 1))                  --> nil
print(debug.getuservalue(io.stdout, 99), debug.getuservalue({}, 1), select("#", debug.getuservalue({})), debug.getuservalue("x", 2))   --> nil nil 1 nil
print(debug.setuservalue(io.stdout, 1, 1), debug.setuservalue(io.stdout, 1, 0), debug.setuservalue(io.stdout, 1, -1))   --> nil nil nil
print(pcall(debug.setuservalue, {}, 1, 1))               --> false bad argument #1 to 'debug.setuservalue' (userdata expected, got table)
print(pcall(debug.setuservalue, debug.upvalueid(function() return mt end, 1), 1, 1))   --> false bad argument #1 to 'debug.setuservalue' (userdata expected, got light userdata)
print(pcall(debug.setuservalue, io.stdout))              --> false bad argument #2 to 'debug.setuservalue' (value expected)
local names = {}
for k in pairs(debug) do if k ~= "setcstacklimit" then names[#names + 1] = k end end
table.sort(names)
print(table.concat(names, " "))                          --> debug gethook getinfo getlocal getmetatable getregistry getupvalue getuservalue sethook setlocal setmetatable setupvalue setuservalue traceback upvalueid upvaluejoin
