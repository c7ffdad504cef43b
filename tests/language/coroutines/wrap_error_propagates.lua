local co = coroutine.wrap(function() error("text") end)
print(pcall(co))                 --~ false .*wrap_error_propagates.lua:1: .*text
print(pcall(co))                 --~ false .*cannot resume dead coroutine
local t = {}
co = coroutine.wrap(function() error(t) end)
print(select(2, pcall(co)) == t) --> true
