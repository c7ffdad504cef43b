-- 5.4.0: calls of values that are no functions, where the stack is at its end, went past the limit.
local function overflow() return 1 + overflow() end
local calls = 0
local function calls_a_number(m) calls = calls + 1 return (15)(m) end
print(xpcall(overflow, calls_a_number)) --~ false .*
local function fails_deeper(m) calls = calls + 1 return fails_deeper(m) + nil end
print(xpcall(overflow, fails_deeper)) --~ false .*
print(calls > 1, pcall(string.rep, "x", 3)) --> true true xxx
local uncallable = setmetatable({}, {__call = {}})
print(pcall(uncallable)) --~ false attempt to call a table value.*
local function deep() local x = pcall(deep) return uncallable(x) end
print(pcall(deep)) --~ false .*attempt to call a table value.*
local function grow(n)
    local ok, e = xpcall(grow, calls_a_number, n + 1)
    return ok, e
end
print(grow(0)) --~ (true|false) .*
