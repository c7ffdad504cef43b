collectgarbage("incremental")
print(collectgarbage(), collectgarbage("collect"))     --> 0 0
print(math.type(collectgarbage("count")))              --> float
print(collectgarbage("isrunning"))                     --> true
print(collectgarbage("stop"), collectgarbage("isrunning"))     --> 0 false
print(collectgarbage("restart"), collectgarbage("isrunning"))  --> 0 true
print(type(collectgarbage("step")), type(collectgarbage("step", 10)))  --> boolean boolean
print(collectgarbage("incremental"))                   --> incremental
print(collectgarbage("generational"))                  --> incremental
print(collectgarbage("generational", 20, 100))         --> generational
print(collectgarbage("incremental", 200, 100, 13))     --> generational
print(collectgarbage("setpause", 160), collectgarbage("setpause", 200))      --> 200 160
print(collectgarbage("setstepmul", 300), collectgarbage("setstepmul", 100))  --> 100 300
print(pcall(collectgarbage, "nonsense"))               --> false bad argument #1 to 'collectgarbage' (invalid option 'nonsense')
print(pcall(collectgarbage, {}))                       --> false bad argument #1 to 'collectgarbage' (string expected, got table)
