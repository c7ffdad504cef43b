--@ heavy
-- Memory for a string's text that cannot be had: nothing is half done.
local s = ("abc"):rep(100)
for i = 1, 10 do s = s .. i end
local function append() return s .. "tail" end
local function starved(n)
    T.alloccount(n)
    return append()
end
for n = 0, 12 do
    local ok, result = pcall(starved, n)
    T.alloccount()
    T.checkmemory()
    if ok then assert(result == s .. "tail") else assert(result == "not enough memory") end
end
print(#s)                                             --> 311
