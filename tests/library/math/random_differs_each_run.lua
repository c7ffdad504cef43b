-- Each run of the program starts with another seed.
local function run()
    local p = assert(io.popen(os.getenv "ORRERY_COMMAND" .. " -e 'print(math.random(0), math.random(0))'"))
    local text = p:read("l")
    p:close()
    return text
end
local a, b = run(), run()
print(#a > 10, a == b)                                   --> true false
