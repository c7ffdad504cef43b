local function limited(f, limit)
    local co = coroutine.create(f)
    debug.sethook(co, function() error("out of time", 0) end, "", limit)
    return coroutine.resume(co)
end
print(limited(function() while true do end end, 10000))                  --> false out of time
print(limited(function() repeat until false end, 10000))                 --> false out of time
print(limited(function() for i = 1, math.huge do end end, 10000))        --> false out of time
print(limited(function() ::a:: goto a end, 10000))                       --> false out of time
print(limited(function() local function f() return f() end return f() end, 10000))  --> false out of time
print(limited(function() return "short" end, 10000))                     --> true short
