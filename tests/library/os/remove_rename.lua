local f = assert(io.open("a", "w")) f:write("content") f:close()
print(os.rename("a", "b"), io.open("a"))             --> true nil a: No such file or directory 2
print(io.open("b"):read("a"))                        --> content
print(os.remove("b"), io.open("b"))                  --> true nil b: No such file or directory 2
print(os.remove("b"))                                --> nil b: No such file or directory 2
print(os.rename("b", "c"))                           --> nil No such file or directory 2
os.execute("mkdir empty full; touch full/x")
print(os.remove("empty"))                            --> true
print(os.remove("full"))                             --> nil full: Directory not empty 39
