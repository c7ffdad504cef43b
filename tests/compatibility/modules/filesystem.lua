-- LuaFileSystem: folders, attributes, locks, the iterator with its closing value.
local lfs = need("lfs", "lua-filesystem")
local base = os.tmpname()
os.remove(base)
assert(lfs.mkdir(base))
local here = lfs.currentdir()
assert(lfs.chdir(base))
for i = 1, 20 do
    local file = assert(io.open(("file%02d"):format(i), "w"))
    file:write(("x"):rep(i))
    file:close()
end
assert(lfs.mkdir("sub"))
assert(lfs.link("file03", "soft", true))

local names, sizes = {}, 0
for name in lfs.dir(".") do
    local kind = lfs.attributes(name, "mode")
    if kind == "file" and lfs.symlinkattributes(name, "mode") ~= "link" then
        names[#names + 1] = name
        sizes = sizes + lfs.attributes(name, "size")
    end
end
table.sort(names)
expect({ #names, names[1], names[20], sizes }, { 20, "file01", "file20", 210 })
expect({ lfs.attributes("sub").mode, lfs.symlinkattributes("soft").target }, { "directory", "file03" })

-- Leaving the loop closes the folder: as a to-be-closed value, and by its method.
for _ in lfs.dir(".") do break end
local iterate, folder = lfs.dir(".")
iterate(folder)
folder:close()
expect((pcall(iterate, folder)), false)
local missing, problem, code = lfs.attributes("nowhere")
expect({ missing == nil, problem:find("No such file", 1, true) ~= nil, code }, { true, true, 2 })
expect((pcall(lfs.dir, "nowhere")), false)

assert(lfs.touch("file01", 1000000, 2000000))
expect({ lfs.attributes("file01", "access"), lfs.attributes("file01", "modification") }, { 1000000, 2000000 })

-- It reads the FILE* out of our file handles.
local file <close> = assert(io.open("file20", "r+"))
assert(lfs.lock(file, "w"))
assert(lfs.unlock(file))
expect(lfs.setmode(file, "binary"), true)
local lock = assert(lfs.lock_dir("sub"))
lock:free()

for _, name in ipairs(names) do assert(os.remove(name)) end
assert(os.remove("soft"))
assert(lfs.rmdir("sub"))
assert(lfs.chdir(here))
assert(lfs.rmdir(base))
print("ok")
