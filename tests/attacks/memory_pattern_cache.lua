-- The cache of patterns is made when there is no memory for it.
-- ends: time memory
while true do
    local t = {}
    pcall(function()
        while true do t[#t + 1] = ("x"):rep(100) .. #t end
    end)
    for _ = 1, 100 do pcall(string.find, "x", "[a-z]") end
end
