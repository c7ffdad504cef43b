-- Digits of pi by an unbounded spigot (Gibbons, "Unbounded spigot algorithms for the digits of
-- pi"), on big natural numbers made of arrays of limbs. Integer arithmetic in arrays.
-- Size: digits.

local n = tonumber(arg and arg[1]) or 700

local floor = math.floor
local BASE = 10000000 -- a limb times a small factor stays below 2^53

-- Numbers are arrays of limbs, the lowest first, without leading zeros; zero is empty.

local function scale(a, factor)
    local carry = 0
    for i = 1, #a do
        local value = a[i] * factor + carry
        carry = floor(value / BASE)
        a[i] = value - carry * BASE
    end
    while carry > 0 do
        local rest = floor(carry / BASE)
        a[#a + 1] = carry - rest * BASE
        carry = rest
    end
end

-- a = a + b * factor
local function add_scaled(a, b, factor)
    local carry = 0
    local size = #a > #b and #a or #b
    for i = 1, size do
        local value = (a[i] or 0) + (b[i] or 0) * factor + carry
        carry = floor(value / BASE)
        a[i] = value - carry * BASE
    end
    while carry > 0 do
        local rest = floor(carry / BASE)
        a[#a + 1] = carry - rest * BASE
        carry = rest
    end
end

-- a = a - b * factor, for a result that is not negative
local function subtract_scaled(a, b, factor)
    local borrow = 0
    for i = 1, #a do
        local value = a[i] - (b[i] or 0) * factor - borrow
        borrow = -floor(value / BASE)
        a[i] = value + borrow * BASE
    end
    while #a > 0 and a[#a] == 0 do a[#a] = nil end
end

local function compare_scaled(a, b, factor)
    local product = {}
    for i = 1, #b do product[i] = b[i] end
    scale(product, factor)
    if #a ~= #product then return #a < #product and -1 or 1 end
    for i = #a, 1, -1 do
        if a[i] ~= product[i] then return a[i] < product[i] and -1 or 1 end
    end
    return 0
end

-- floor(a / b) where the quotient is known to be small: estimated from the top limbs, corrected.
local function small_quotient(a, b)
    local top = #b
    local function leading(x)
        local high = ((x[top + 1] or 0) + 0.0) * BASE + (x[top] or 0)
        return high * BASE + (x[top - 1] or 0)
    end
    local quotient = floor(leading(a) / leading(b))
    if quotient > 0 and compare_scaled(a, b, quotient) < 0 then return quotient - 1 end
    if compare_scaled(a, b, quotient + 1) >= 0 then return quotient + 1 end
    return quotient
end

-- The digits to come are (numerator * x + rest) / denominator for some x between 3 and 4. The
-- state holds that fraction's dividend for x = 3, which is never negative.
local function digits_of_pi(count)
    local numerator, dividend, denominator = { 1 }, { 3 }, { 1 }
    local digits, k = {}, 0
    while #digits < count do
        k = k + 1
        local odd = 2 * k + 1
        scale(dividend, odd)
        add_scaled(dividend, numerator, k - 1)
        scale(denominator, odd)
        scale(numerator, k)
        -- A digit is sure when it is the same for x = 3 and x = 4.
        while #digits < count do
            local at_four = {}
            for i = 1, #dividend do at_four[i] = dividend[i] end
            add_scaled(at_four, numerator, 1)
            local digit = small_quotient(dividend, denominator)
            if small_quotient(at_four, denominator) ~= digit then break end
            digits[#digits + 1] = digit
            subtract_scaled(dividend, denominator, digit)
            scale(dividend, 10)
            scale(numerator, 10)
        end
    end
    return digits
end

local digits = digits_of_pi(n)
local text = {}
for i = 1, n do text[i] = ("%d"):format(digits[i]) end
text = table.concat(text)
print(text)
assert(text:sub(1, 50) == ("31415926535897932384626433832795028841971693993751"):sub(1, n))
assert(n < 768 or text:sub(763, 768) == "999999") -- the Feynman point
