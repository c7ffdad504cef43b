local t = setmetatable({}, { __mode = "v" })
local keep = {}
t[1], t[2], t.kept = {}, "string", keep
t.number, t.func = 5, function() return t end
collectgarbage()
print(t[1], t[2], t.kept == keep, t.number, t.func)  --> nil string true 5 nil
keep = nil
collectgarbage()
print(t.kept)                                        --> nil
