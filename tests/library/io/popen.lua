local p = assert(io.popen("echo hello; exit 3"))
print(p:read("a"))                     --> hello -->
print(p:close())                       --> nil exit 3
p = assert(io.popen("cat > out.txt", "w"))
p:write("through a pipe")
print(p:close())                       --> true exit 0
print(io.open("out.txt"):read("a"))    --> through a pipe
print(io.popen("kill -9 $$"):close())  --> nil signal 9
print(pcall(io.popen, "true", "rw"))   --> false bad argument #2 to 'io.popen' (invalid mode)
