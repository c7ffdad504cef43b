-- make_dumps.lua FOLDER SKIP SCRIPT...: writes FOLDER/<n>, the dump of the n-th script without its
-- first SKIP bytes, for run.py.
for i = 3, #arg do
    local f = loadfile(arg[i])
    if f then
        local out <close> = assert(io.open(arg[1] .. "/" .. i, "wb"))
        out:write(string.dump(f, i % 3 == 1):sub(arg[2] + 1))
    end
end
