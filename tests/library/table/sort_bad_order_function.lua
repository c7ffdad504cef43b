-- An inconsistent order function gives an error or some order, never a crash or a lost element.
local function try(f, n)
    local t = {}
    for i = 1, n do t[i] = i end
    local ok, e = pcall(table.sort, t, f)
    if ok then
        local seen = 0
        for i = 1, n do seen = seen + (t[i] or 0) end
        return seen == n * (n + 1) // 2
    end
    return e:find("invalid order function", 1, true) ~= nil
end
local s = 7
print(try(function() return true end, 100))                --> true
print(try(function() return false end, 100))               --> true
print(try(function() s = s * 16807 % 2147483647 return s % 2 == 0 end, 500))   --> true
print(try(function(a, b) return a ~= b end, 64))           --> true
