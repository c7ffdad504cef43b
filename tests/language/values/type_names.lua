print(type(nil), type(true), type(1), type(1.5), type("s"))  --> nil boolean number number string
print(type({}), type(print), type(function() end))           --> table function function
print(type(coroutine.create(print)), type(io.stdout))        --> thread userdata
print(pcall(type))  --> false bad argument #1 to 'type' (value expected)
