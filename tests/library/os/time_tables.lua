print(os.time { year = 1970, month = 1, day = 1, hour = 0 })                    --> 0
print(os.time { year = 2001, month = 9, day = 9, hour = 1, min = 46, sec = 40 })  --> 1000000000
print(os.time { year = 2000, month = 1, day = 1 } - os.time { year = 2000, month = 1, day = 1, hour = 0 })  --> 43200
-- fields are normalised in the table itself
local t = { year = 2024, month = 14, day = -3, hour = 25, min = 61, sec = 61 }
os.time(t)
print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.yday, t.wday)             --> 2025 1 29 2 2 1 29 4
print(os.time { year = "2000", month = "2", day = "29", hour = 0 })             --> 951782400
for _, n in ipairs { 0, 1, 951782399, 1e9, 2 ^ 31, 4e9 } do
    if os.time(os.date("*t", n)) ~= n then print("no round trip", n) end
end
