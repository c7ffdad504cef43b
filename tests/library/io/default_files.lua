local f = assert(io.open("d", "w"))
print(io.output() == io.stdout, io.input() == io.stdin)   --> true true
io.output(f)
io.write("to ", "file ", 3, "\n")
io.close()
io.output(io.stdout)
print(pcall(io.write, ""))                         --~ true file .*
io.input("d")
print(io.read("a"))                                --> to file 3 -->
io.close(io.input())
print(pcall(io.read))                              --> false default input file is closed
io.input(io.stdin)
print(pcall(io.input, "missing"))                  --> false cannot open file 'missing' (No such file or directory)
io.output("d2")
io.write("second")
io.output():close()
io.output(io.stdout)
print(io.open("d2"):read("a"))                     --> second
