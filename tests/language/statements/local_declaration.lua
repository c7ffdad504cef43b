local a
print(a)                               --> nil
local b, c = 1
print(b, c)                            --> 1 nil
local d, e = (function() return 1, 2 end)()
print(d, e)                            --> 1 2
local f, g, h = 0, (function() end)()
print(f, g, h)                         --> 0 nil nil
for _ = 1, 2 do
    local fresh
    io.write(tostring(fresh), " ")
    fresh = 1
end
print()                                --> nil nil
