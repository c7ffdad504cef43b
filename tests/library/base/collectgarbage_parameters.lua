-- A zero leaves a parameter of the collector as it was; the count holds whole bytes.
collectgarbage("incremental", 160, 300, 12)
collectgarbage("incremental", 0, 0, 0)
print(collectgarbage("setpause", 200), collectgarbage("setstepmul", 100))   --> 160 300
collectgarbage("incremental", 180)
print(collectgarbage("setpause", 200), collectgarbage("setstepmul", 100))   --> 180 100
collectgarbage("generational", 0, 0)
print(collectgarbage("incremental"))                   --> generational
print(collectgarbage("count") * 1024 % 1)              --> 0.0
print(pcall(collectgarbage, "step", "x"))              --> false bad argument #2 to 'collectgarbage' (number expected, got string)
print(pcall(collectgarbage, "incremental", 1.5))       --> false bad argument #2 to 'collectgarbage' (number has no integer representation)
print(pcall(collectgarbage, ""))                       --> false bad argument #1 to 'collectgarbage' (invalid option '')
print(collectgarbage(nil))                             --> 0
print(type(collectgarbage("step", 0)))                  --> boolean
-- steps of size zero finish a cycle in the end
collectgarbage("stop")
local weak = setmetatable({ {} }, { __mode = "v" })
local steps = 0
repeat steps = steps + 1 until weak[1] == nil or collectgarbage("step", 0) and weak[1] == nil or steps > 1e6
print(weak[1], collectgarbage("isrunning"))            --> nil false
