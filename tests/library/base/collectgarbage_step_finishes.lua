collectgarbage("incremental")
local weak = setmetatable({ {} }, { __mode = "v" })
collectgarbage("stop")
local steps = 0
repeat steps = steps + 1 until collectgarbage("step", 1) or steps > 100000
print(steps <= 100000)                                 --> true
repeat until collectgarbage("step", 100)
print(weak[1])                                         --> nil
weak[1] = {}
print(collectgarbage("step", 1000000))                 --> true
collectgarbage("restart")
