do io.open("d", "w"):write("flushed by the collector") end
collectgarbage()
collectgarbage()
print(io.open("d"):read("a"))                      --> flushed by the collector
