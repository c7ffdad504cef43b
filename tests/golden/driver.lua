-- driver.lua FILE: runs the programs of a golden file (see golden.py) and prints each one's message.
io.stdout:setvbuf("no")
local file = assert(io.open(arg[1], "rb"))
local text = file:read("a")
file:close()

package.path, package.cpath = "./?.lua", "./?.so"

local function neutral(message)
    return (message:gsub("0x%x+", "0xADDRESS"))
end

local function describe(value)
    if type(value) == "string" then return neutral(value) end
    local kind = type(value) == "number" and math.type(value) or type(value)
    return neutral("(" .. kind .. ") " .. tostring(value))
end

-- What lies below the call of the program belongs to this driver.
local function traceback(message)
    local trace = debug.traceback(describe(message), 2)
    return neutral((trace:gsub("\n\t%[C%]: in function 'xpcall'.*", "")))
end

local number = 0
for paragraph in (text .. "\n\n"):gmatch("(.-)\n\n+") do
    local source, flags = {}, ""
    for line in (paragraph .. "\n"):gmatch("(.-)\n") do
        if line:find("^%-%-@") then
            flags = flags .. line
        elseif not line:find("^%-%->") and not line:find("^#") then
            source[#source + 1] = line
        end
    end
    if #source > 0 then
        number = number + 1
        local result
        if flags:find("uncaught", 1, true) then
            result = "(by the command)"
        else
            local environment = setmetatable({}, {__index = _G})
            local program, message = load(table.concat(source, "\n"), "=case", "t", environment)
            if not program then
                result = describe(message)
            else
                local handler = flags:find("traceback", 1, true) and traceback or describe
                local ok, value = xpcall(program, handler)
                result = ok and "(no error)" or value
            end
        end
        io.write("case ", number, "\n", result, "\n")
    end
end
