-- 5.4.3: a call returned from a generic loop with a closing value was a tail call.
local closed = false
local function iterator()
    return function() return 1 end, nil, nil, setmetatable({}, {__close = function() closed = true end})
end
local function state() return closed end
local function loop() for _ in iterator() do return state() end end
print(loop(), closed) --> false true
closed = false
local function nested() for _ in iterator() do for i = 1, 2 do return (state()), state() end end end
print(nested()) --> false false
print(closed) --> true
closed = false
local function varargs(...) for _ in iterator() do return select("#", state(), ...) end end
print(varargs(1, nil), closed) --> 3 true
-- without a closing value it may be one: no growth
local function endless(n) for _ in function() return 1 end do if n == 0 then return "deep" end return endless(n - 1) end end
print(pcall(endless, 1000)) --> true deep
