local a, b = ...
local sum = a + b - a * b            -- locals in place, one temporary
local small = a + 1 - 255 + 256      -- immediate operands up to 255
local left = 1 + a, 10 - a, 10 / a   -- constants on the left
local folded = 2 ^ 10 + 7 // 2 - -1  -- computed by the compiler
local kept = 1 // 0 + 0.0 / 0 + -0.0 -- not folded: error, NaN, zero
a = a * 2 + b % 3                    -- a variable is written last
local bits = ~a & 0xff | b << 2 ~ b >> a
local text = a .. "x" .. b .. 1
return -a, #text, not a
