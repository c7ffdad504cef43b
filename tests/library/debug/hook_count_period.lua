-- A count hook comes after each so many instructions, again and again; those of the hook may count too.
local n = 0
local function work(k) local s = 0 for i = 1, k do s = s + i end return s end
local function counted(period, k) n = 0 debug.sethook(function() n = n + 1 end, "", period) work(k) debug.sethook() return n end
local every = counted(1, 10000)
print(every >= 10000, every <= 100000, counted(1 << 30, 10000))   --> true true 0
for _, period in ipairs { 100, 1000, 5000 } do
    local got = counted(period, 10000) * period
    print(got > every * 0.4, got < every * 2.5)          --> true true --> true true --> true true
end
local twice = counted(1, 20000)
print(twice > every * 1.8, twice < every * 2.2)          --> true true
