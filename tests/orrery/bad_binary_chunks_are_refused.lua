-- Truncated or altered dumps give an error from load, never a crash.
local function source(a, ...)
    local t = { 1, 2, x = a }
    for i = 1, 3 do t[i] = function() return i + a end end
    return t, ...
end
local dump = string.dump(source)
local refused, loaded = 0, 0
for n = 0, #dump - 1 do
    local f, e = load(dump:sub(1, n), "cut", "b")
    if f then loaded = loaded + 1 else assert(type(e) == "string") refused = refused + 1 end
end
print(loaded, refused == #dump)      --> 0 true
local f, e = load("\27Lua" .. dump:sub(5, 8) .. ("\255"):rep(200), "junk", "b")
print(f, type(e))                    --> nil string
print(load(dump .. "trailing", "more", "b") ~= nil or true)   --> true
