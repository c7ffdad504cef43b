local t = {}
for i = -10, 10 do
    t[#t + 1] = tostring(i / 3)
    t[#t + 1] = i .. "|" .. i * 1e15 .. "|" .. 2.0 ^ i
    t[i] = tonumber(i .. ".5e1") + tonumber("0x" .. (i & 15)) + ("10" + i) * "2"
end
assert(tonumber("zz", 36) == 1295 and math.tointeger("8") == 8 and "0x10" + 0 == 16)
for _, v in ipairs {1, 2.5, math.huge, -math.huge, 0 / 0, math.mininteger, 2^53} do
    t[#t + 1] = string.format("%.14g %q %5.1f", v, v, v) .. math.type(v)
end
math.randomseed(42)
for i = 1, 5 do t[math.random(1 << 40)] = math.random() end
for i = math.maxinteger - 2, math.maxinteger do t[i] = i end
local ok, message = pcall(function() return 1 // 0 end)
if message == "not enough memory" then error(message, 0) end
local ok, message = pcall(function() return 2^53 | 1.5 end)
if message == "not enough memory" then error(message, 0) end
