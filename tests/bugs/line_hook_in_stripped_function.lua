-- 5.4.0: a line hook in a function without lines.
local function plain(n)
    local sum = 0
    for i = 1, n do
        sum = sum + i
    end
    return sum
end
local stripped = load(string.dump(plain, true))
local lines = {}
debug.sethook(function(event, line) lines[#lines + 1] = tostring(line) end, "l")
local result = stripped(100)
debug.sethook()
print(result) --> 5050
local seen = {}
for _, line in ipairs(lines) do if line == "nil" then seen.none = true end end
print(seen.none) --> true
debug.sethook(function() debug.traceback() debug.getinfo(2, "Sl") debug.getlocal(2, 1) end, "lcr", 1)
print(stripped(3))
debug.sethook()
--> 6
