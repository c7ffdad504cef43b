-- Linked lists and Takeuchi's function on their lengths (after Gabriel's TAKL). Recursion and
-- pointer chasing.
-- Size: rounds.

local n = tonumber(arg and arg[1]) or 1000

local function make(length)
    local head
    for value = length, 1, -1 do head = { value = length - value + 1, next = head } end
    return head
end

local function length_of(list)
    local length = 0
    while list do
        length = length + 1
        list = list.next
    end
    return length
end

local function shorter(x, y)
    while y do
        if not x then return true end
        x, y = x.next, y.next
    end
    return false
end

local function takl(x, y, z)
    if not shorter(y, x) then return z end
    return takl(takl(x.next, y, z), takl(y.next, z, x), takl(z.next, x, y))
end

local result
for _ = 1, n do
    result = length_of(takl(make(15), make(10), make(6)))
    assert(result == 10)
end
print(("%d rounds, length %d"):format(n, result))
