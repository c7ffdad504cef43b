-- 5.4.2: the option '>', which only C may use, in debug.getinfo.
print(pcall(debug.getinfo, 0, ">")) --> false bad argument #2 to 'debug.getinfo' (invalid option '>')
print(pcall(debug.getinfo, 1, ">S")) --> false bad argument #2 to 'debug.getinfo' (invalid option '>')
print(pcall(debug.getinfo, print, ">f")) --> false bad argument #2 to 'debug.getinfo' (invalid option '>')
print(pcall(debug.getinfo, coroutine.create(print), print, ">")) --> false bad argument #3 to 'debug.getinfo' (invalid option '>')
print(debug.getinfo(1, "S").what, debug.getinfo(print, "S").what) --> main C
