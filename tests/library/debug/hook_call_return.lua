local log = {}
local function f() return 1 end
local function g() return f() end
debug.sethook(function(event) log[#log + 1] = event .. ":" .. tostring(debug.getinfo(2, "n").name) end, "cr")
f()
g()
debug.sethook()
print(table.concat(log, " "))  --~ return:sethook call:f return:f call:g tail call:\S+ return:\S+ call:sethook
