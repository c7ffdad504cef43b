-- 5.4.0: memory errors that came out of coroutines and handlers turned into errors of another kind.
local function huge() return ("x"):rep(1 << 30):rep(1 << 20) end
local function enormous() local t = {} for i = 1, 60 do t[i] = ("%99d"):rep(1 << 50) end end
for _, f in ipairs {enormous, function() return table.concat({}, "", 1, 0) .. ("x"):rep(1 << 60) end} do
    local ok, m = pcall(f)
    local again, n = pcall(coroutine.wrap(f))
    local third, o = coroutine.resume(coroutine.create(f))
    print(ok, again, third, n:match("resulting string too large") or n, m:match("[a-z ]+$") == o:match("[a-z ]+$"))
end
--> false false false resulting string too large true
--> false false false resulting string too large true
