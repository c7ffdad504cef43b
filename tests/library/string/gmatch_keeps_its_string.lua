local function iter() local s = ("k"):rep(3) .. ("v"):rep(2) return s:gmatch(("."):rep(1)) end
local f = iter()
collectgarbage()
local out = {}
for c in f do out[#out + 1] = c collectgarbage() end
print(table.concat(out))                           --> kkkvv
