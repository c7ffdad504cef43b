-- make_dumps.lua FOLDER SCRIPT...: writes FOLDER/<n>, the dump of the n-th script, for run.py.
for i = 2, #arg do
    local f = loadfile(arg[i])
    if f then
        local out <close> = assert(io.open(arg[1] .. "/" .. i, "wb"))
        out:write(string.dump(f, i % 3 == 0))
    end
end
