local a = 1
local function outer()
    local b = 10
    return function()
        local c = 100
        return function()
            a, b, c = a + 1, b + 1, c + 1
            return a + b + c
        end
    end
end
local middle = outer()
local first, second = middle(), middle()
print(first(), first())    --> 114 117
print(second())            --> 118
print(a)                   --> 4
