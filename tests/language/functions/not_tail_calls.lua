-- Only `return f(...)` outside the scope of to-be-closed variables is a tail call: it leaves no trace of the caller.
local function info(...) return debug.getinfo(2, "t").istailcall, ... end
local function f(...) local a = { info(...) } return a[1] end
local function call() return f(1) end
local object = { method = f }
local function method() return object:method(1) end
local callable = setmetatable({}, { __call = f })
local function meta() return callable(1) end
local function deep() do if true then while true do return f(1) end end end end
print(call(), method(), meta(), deep())              --> true true true true
local function parenthesis() return (f(1)) end
local function operation() return not f(1) end
local function second() return 1, f(1) end
local function first() return f(1), 1 end
local kept
local function discarded() kept = f(1); return end
local function either() return nil or f(1) end
local function closing() local c <close> = nil return f(1) end
discarded()
print(parenthesis(), not operation(), select(2, second()), (first()), kept, either(), closing())  --> false false false false false false false
local function lines() return debug.traceback("trace") end
local function named() return lines() end
print(named():find("%(%.%.%.tail calls%.%.%.%)") ~= nil, named():find("'named'"))  --> true nil
