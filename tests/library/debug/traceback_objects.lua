local t = {}
print(debug.traceback(t) == t, debug.traceback(print) == print)   --> true true
print(debug.traceback(false), debug.traceback(true))              --> false true
print((debug.traceback(12, 30)))                                  --> 12 --> stack traceback:
print((debug.traceback("", 30)))                                  --> --> stack traceback:
