-- Closures: lazy streams, function composition, Church numerals, and counters that share upvalues.
-- Creation of closures, upvalue reads and writes, calls through values.
-- Size: rounds.

local n = tonumber(arg and arg[1]) or 1600

-- A stream is a function that gives its first value and the stream of the rest.
local function from(k)
    return function() return k, from(k + 1) end
end

local function map(f, stream)
    return function()
        local value, rest = stream()
        return f(value), map(f, rest)
    end
end

local function filter(accept, stream)
    return function()
        local value, rest = stream()
        while not accept(value) do value, rest = rest() end
        return value, filter(accept, rest)
    end
end

local function take_sum(count, stream)
    local sum, value = 0, nil
    for _ = 1, count do
        value, stream = stream()
        sum = sum + value
    end
    return sum
end

local function compose(f, g)
    return function(x) return f(g(x)) end
end

-- Church numerals: k stands for applying a function k times.
local function church(k)
    return function(f)
        return function(x)
            for _ = 1, k do x = f(x) end
            return x
        end
    end
end

local function plus(a, b)
    return function(f) return compose(a(f), b(f)) end
end

local function times(a, b)
    return function(f) return a(b(f)) end
end

local function to_number(numeral)
    return numeral(function(x) return x + 1 end)(0)
end

-- Accounts with private state, shared by three closures each.
local function account()
    local balance = 0
    local function deposit(amount) balance = balance + amount end
    local function withdraw(amount)
        if amount > balance then return false end
        balance = balance - amount
        return true
    end
    local function read() return balance end
    return deposit, withdraw, read
end

local total = 0
for round = 1, n do
    local squares = map(function(x) return x * x end, from(1))
    local even = filter(function(x) return x % 2 == 0 end, squares)
    local sum = take_sum(300, even)
    assert(sum == 4 * 300 * 301 * 601 / 6)

    local increment = function(x) return x + round end
    local chain = increment
    for _ = 1, 60 do chain = compose(chain, increment) end
    assert(chain(0) == 61 * round)

    local number = to_number(times(plus(church(7), church(5)), church(100)))
    assert(number == 1200)

    local refused = 0
    for _ = 1, 50 do
        local deposit, withdraw, read = account()
        for amount = 1, 10 do
            deposit(amount)
            if not withdraw(2 * amount) then refused = refused + 1 end
        end
        total = total + read()
    end
    assert(refused == 50 * 6)
end
assert(total == 50 * n)
print(("%d rounds, total %d"):format(n, total))
