-- Other people's modules: need(name, package) is require(name), or ends the test as skipped, and where
-- ORRERY_NO_SKIPS is set as failed. `elsewhere` says that the package is not made for Lua 5.4 everywhere:
-- then a missing module is always a skip.
-- expect(found, wanted, what) compares; run(arguments) runs the command under test. For `-l need`.
local function need(name, package_name, elsewhere)
    local found, module = pcall(require, name)
    if found then return module end
    if not module:find("module '" .. name .. "' not found", 1, true) then error(module, 0) end
    print(("skipped: module '%s' of package %s is not installed for Lua 5.4"):format(name, package_name))
    local strict = os.getenv("ORRERY_NO_SKIPS") or ""
    os.exit((elsewhere or strict == "") and 77 or 1, true)
end

local function show(value)
    if type(value) ~= "table" then return math.type(value) == "float" and ("%.17g"):format(value) or tostring(value) end
    local parts = {}
    for i, item in ipairs(value) do parts[i] = show(item) end
    return "{" .. table.concat(parts, ", ") .. "}"
end

function expect(found, wanted, what)
    found, wanted = show(found), show(wanted)
    if found ~= wanted then
        error(("%s: expected %s, got %s"):format(what or "value", wanted, found), 2)
    end
end

-- The interpreter that runs this.
local first = 0
while arg[first - 1] do first = first - 1 end
interpreter = arg[first]

-- Starts it with a line of arguments for the shell; its standard output as a file.
function start(arguments)
    return assert(io.popen(("'%s' %s"):format(interpreter, arguments)))
end

-- Output, both streams, and exit code of such a run.
function run(arguments)
    local process = start(arguments .. " 2>&1")
    local output = process:read("a")
    local _, _, code = process:close()
    return output, code
end

-- A Lua file with that text, removed at the end of the state.
local scratch = setmetatable({}, { __gc = function(names) for _, name in ipairs(names) do os.remove(name) end end })
function scratch_file(text)
    local name = os.tmpname()
    scratch[#scratch + 1] = name
    name = name .. ".lua"
    scratch[#scratch + 1] = name
    local file <close> = assert(io.open(name, "w"))
    file:write(text)
    return name
end

-- Packages without a folder for Lua 5.4, but written in plain Lua.
function look_in_older_folders()
    for _, version in ipairs { "5.3", "5.2", "5.1" } do
        local folder = "/usr/share/lua/" .. version
        package.path = ("%s;%s/?.lua;%s/?/init.lua"):format(package.path, folder, folder)
    end
end

return need
