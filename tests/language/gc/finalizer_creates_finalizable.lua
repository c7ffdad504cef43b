local log = {}
local function make(n)
    setmetatable({}, { __gc = function() log[#log + 1] = n if n < 3 then make(n + 1) end end })
end
_ENV.make = make
make(1)
local function run() for _ = 1, 6 do collectgarbage() end end
print(pcall(run))            --> true
print(table.concat(log, " "))  --> 1 2 3
