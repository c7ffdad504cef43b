-- Library functions that call back take no native stack: thousands of levels are ordinary.
local function gsub(n) if n == 0 then return "bottom" end return (("x"):gsub("x", function() return gsub(n - 1) end)) end
print(gsub(5000))               --> bottom
local function sort(n)
    if n == 0 then return "bottom" end
    local r
    table.sort({ 2, 1 }, function(a, b) r = r or sort(n - 1) return a < b end)
    return r
end
print(sort(5000))               --> bottom
local function protected(n) if n == 0 then return "bottom" end return select(2, pcall(protected, n - 1)) end
print(protected(10000))         --> bottom
local function str(n) return tostring(setmetatable({}, { __tostring = function() return n == 0 and "bottom" or str(n - 1) end })) end
print(str(5000))                --> bottom
local function resume(n) if n == 0 then return "bottom" end return coroutine.wrap(resume)(n - 1) end
print(resume(3000))             --> bottom
local function add(n) return setmetatable({}, { __add = function(_, k) if k == 0 then return "bottom" end return add(k - 1) + (k - 1) end }) end
print(add(0) + 5000)            --> bottom
local function req(n) package.preload["m" .. n] = function() if n == 0 then return "bottom" end return req(n - 1) end return (require("m" .. n)) end
print(req(1000))                --> bottom
local function compile(n) if n == 0 then return "bottom" end local r load(function() r = r or compile(n - 1) end) return r end
print(compile(1000))            --> bottom
--@ heavy
