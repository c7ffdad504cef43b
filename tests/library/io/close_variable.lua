local f
do
    local g <close> = assert(io.open("d", "w"))
    f = g
    g:write("kept")
end
print(io.type(f), io.open("d"):read("a"))          --> closed file kept
