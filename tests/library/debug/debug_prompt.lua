--@ stdin print("in debug")\nx = 5\nerror("oops")\ncont\nprint("not run")\n
--@ exit 0
debug.debug()                          --> in debug
print(x)                               --> 5
--! lua_debug> (debug command):1: oops
