-- The library never closes the standard files by itself; closing them by hand is refused or reported.
collectgarbage()
local out = io.stdout
print(io.type(io.stdin), io.type(io.stdout), io.type(io.stderr))   --> file file file
getmetatable(out).__gc(out)
print(io.type(io.stdout))                                --> file
do local x <close> = io.stdout end
print(io.type(io.stdout))                                --> file
local p = io.popen("cat; echo end", "r")
p:close()
print(io.type(io.stdin))                                 --> file
print(io.stdin:close())                                  --> nil cannot close standard file
print(io.close(io.stderr))                               --> nil cannot close standard file
print(io.type(io.stdin), io.type(io.stderr))             --> file file
