local f = io.open("part.lua", "w") f:write("return 'got ' .. coroutine.yield('in file')") f:close()
local co = coroutine.wrap(function() return dofile("part.lua") end)
print(co())                     --> in file
print(co("it"))                 --> got it
