-- 5.4.4: wrong code for bitwise operations with a constant as first operand.
local function f(a) return 7 & a, 0xF0 | a, 3 ~ a, 1 << a, 256 >> a, 2.0 & a end
print(f(5)) --> 5 245 6 32 8 0
local function g(a) return 3.0 & a, a & 3.0, 65535 & a, (1 << 40) | a, a ~ (1 << 40) end
print(g(6)) --> 2 2 6 1099511627782 1099511627782
local function h(a, b) local c <const> = 3 return c & a & b, c | a | b, (a & c) ~ (c & b) end
print(h(6, 1)) --> 0 7 3
print(pcall(function(a) return 1.5 & a end, 3)) --~ false .*number has no integer representation
local m = setmetatable({}, {__band = function(a, b) return type(a) .. type(b) end})
print(3 & m, m & 3) --> numbertable tablenumber
-- behind so many constants that the next ones do not fit into an operand
local many = {}
for i = 1, 300 do many[i] = i + 0.25 end
many = "local t = {" .. table.concat(many, ",") .. "} "
for _, tail in ipairs {"6 ~ (3 or 9)", "9 & (5 or 1)", "8 | (nil or 5)", "3 << (2 or 1)", "64 >> (1 and 2)", "7 - (4 or 0)",
                       "7 // (2 or 0)", "#t & (511 or 1)", "(3 or 9) ~ 6"} do
    io.write(tail, " = ", load(many .. "return " .. tail)(), "; ")
end
print()
--> 6 ~ (3 or 9) = 5; 9 & (5 or 1) = 1; 8 | (nil or 5) = 13; 3 << (2 or 1) = 12; 64 >> (1 and 2) = 16; 7 - (4 or 0) = 3; 7 // (2 or 0) = 3; #t & (511 or 1) = 300; (3 or 9) ~ 6 = 5;
--@ peer-differs some releases have this bug
