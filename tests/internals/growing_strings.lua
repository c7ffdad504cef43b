-- The texts that growing strings share: the heap stays valid, and no text outlives its strings.
local function grow(s, n) for i = 1, n do s = s .. i end return s end
local piece = ("abc"):rep(100)
local kept = {}
for i = 1, 200 do
    kept[i % 7] = grow(piece .. i, i % 13)
    kept[-1] = kept[(i + 3) % 7]
    if i % 20 == 0 then T.checkmemory() end
    if i % 50 == 0 then collectgarbage() T.checkmemory() end
end
for step = 1, 3 do                    -- older strings asked for their text: a copy each
    local s = grow(piece, 20)
    local longer = s .. "x"
    assert(tonumber(s) == nil and load(s) == nil and longer:sub(1, #s) == s)
    T.checkmemory()
end
kept = nil
collectgarbage() collectgarbage()
T.checkmemory()
print(T.totalmem() < 2000000)                         --> true
