-- os.time takes fields outside their ranges and puts them right in the table. TZ is UTC.
local function at(t) local n = os.time(t) return n, ("%d-%02d-%02d %02d:%02d:%02d %d %d %s"):format(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) end
print(at { year = 2000, month = 1, day = 1 })            --> 946728000 2000-01-01 12:00:00 7 1 false
print(at { year = 2000, month = 1, day = 1, hour = 0, min = 0, sec = -10 })   --> 946684790 1999-12-31 23:59:50 6 365 false
print(at { year = 2000, month = 1, day = 1, hour = 1000 })   --> 950284800 2000-02-11 16:00:00 6 42 false
print(at { year = 2000, month = 13, day = 32, hour = 24, min = 60, sec = 60 })   --> 981075660 2001-02-02 01:01:00 6 33 false
print(at { year = 2000, month = 0, day = 0, hour = 0 })  --> 943920000 1999-11-30 00:00:00 3 334 false
print(at { year = 2000, month = -11, day = 1, hour = 0 })   --> 915148800 1999-01-01 00:00:00 6 1 false
print(at { year = 2023, month = 2, day = 29, hour = 0 }) --> 1677628800 2023-03-01 00:00:00 4 60 false
print(at { year = 2024, month = 2, day = 29, hour = 0, isdst = false })   --> 1709164800 2024-02-29 00:00:00 5 60 false
print(at { year = 1969, month = 12, day = 31, hour = 23, min = 59, sec = 58 })   --> -2 1969-12-31 23:59:58 4 365 false
print(at { year = 1900, month = 1, day = 1, hour = 0 })  --> -2208988800 1900-01-01 00:00:00 2 1 false
print(at { year = 2000.0, month = "1", day = " 2 ", hour = "0x10" })   --> 946828800 2000-01-02 16:00:00 1 2 false
-- other fields are ignored, wday and yday are not read
print(os.time { year = 2000, month = 1, day = 1, hour = 0, wday = 99, yday = -5, other = {} })   --> 946684800
print(os.time { year = 2000, month = 1, day = 1, hour = nil, min = nil, sec = nil } == os.time { year = 2000, month = 1, day = 1, hour = 12, min = 0, sec = 0 })   --> true
-- fields may come from a metatable
print(os.time(setmetatable({ day = 2 }, { __index = { year = 1970, month = 1, hour = 0 } })))   --> 86400
for n = -5e9 // 1 | 0, 5e9 // 1 | 0, 123456789 do
    assert(os.time(os.date("*t", n)) == n)
end
print(math.abs(os.time() - os.time(os.date("*t"))) <= 1, math.type(os.time()), os.time(nil) >= os.time() - 1)   --> true integer true
print(os.difftime(10, 5), os.difftime(0, 2 ^ 40), math.type(os.difftime(1, 1)), os.difftime(5, 7))   --> 5.0 -1099511627776.0 float -2.0
local function why(t) print((select(2, pcall(os.time, t)))) end
why {}                                                   --> field 'year' missing in date table
why { year = 2000 }                                      --> field 'month' missing in date table
why { year = 2000, month = 1, day = {} }                 --> field 'day' is not an integer
why { year = 2000, month = 1, day = 1.5 }                --> field 'day' is not an integer
why { year = 2000, month = 1, day = "x" }                --> field 'day' is not an integer
why { year = 2000, month = 1, day = 1, hour = true }     --> field 'hour' is not an integer
why { year = 2000, month = 1, day = 1, hour = 2 ^ 53 }   --> field 'hour' is out-of-bound
why { year = 2000, month = 1, day = 1, sec = math.mininteger }   --> field 'sec' is out-of-bound
why { year = math.maxinteger, month = 1, day = 1 }       --> field 'year' is out-of-bound
why { year = 2000, month = math.mininteger, day = 1 }    --> field 'month' is out-of-bound
why("x")                                                 --> bad argument #1 to 'os.time' (table expected, got string)
print(pcall(os.difftime, 1))                             --> false bad argument #2 to 'os.difftime' (number expected, got no value)
print(pcall(os.difftime, "x", 1))                        --> false bad argument #1 to 'os.difftime' (number expected, got string)
