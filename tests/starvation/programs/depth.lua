-- What goes deep: calls, pcall, metamethods, callbacks of the library, coroutines, source.
local function calls(n) if n == 0 then return 0 end return 1 + calls(n - 1) end
assert(calls(1000) == 1000)
local function protected(n) if n == 0 then return {} end return select(2, pcall(protected, n - 1)) end
local r = protected(60)
if r == "not enough memory" then error(r, 0) end
local object = setmetatable({}, {__index = function(t, k) if k == 0 then return {} end return t[k - 1] end})
assert(object[80])
local function replaced(n) return (("x"):gsub("x", function() return n > 0 and replaced(n - 1) or "y" end)) end
assert(replaced(30) == "y")
local function resumed(n) if n == 0 then return {} end return coroutine.wrap(resumed)(n - 1) end
assert(resumed(20))
assert(assert(load("return " .. ("{"):rep(100) .. ("}"):rep(100)))())
