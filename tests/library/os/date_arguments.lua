-- Formats of os.date: default, "!", tables, each conversion of C99 once; what is refused. TZ is UTC.
print(os.date("!%c", 0), os.date("!%c", 86399), os.date("%c", 0))    --> Thu Jan  1 00:00:00 1970 Thu Jan  1 23:59:59 1970 Thu Jan  1 00:00:00 1970
print(os.date(nil, 0), os.date("", 0) == "", os.date("!", 0) == "")  --> Thu Jan  1 00:00:00 1970 true true
print(#os.date() == #os.date("%c"), os.date("%Y") >= "2024")         --> true true
for c in ("aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%"):gmatch(".") do io.write(c, "=", os.date("!%" .. c, 1e9), "|") end print()   --> a=Sun|A=Sunday|b=Sep|B=September|c=Sun Sep  9 01:46:40 2001|C=20|d=09|D=09/09/01|e= 9|F=2001-09-09|g=01|G=2001|h=Sep|H=01|I=01|j=252|m=09|M=46|n= --> |p=AM|r=01:46:40 AM|R=01:46|S=40|t= |T=01:46:40|u=7|U=36|V=36|w=0|W=36|x=09/09/01|X=01:46:40|y=01|Y=2001|z=+0000|Z=GMT|%=%|
for c in ("cCxXyY"):gmatch(".") do io.write(os.date("!%E" .. c, 1e9), "|") end print()    --> Sun Sep  9 01:46:40 2001|20|09/09/01|01:46:40|01|2001|
for c in ("deHImMSuUVwWy"):gmatch(".") do io.write(os.date("!%O" .. c, 1e9), "|") end print()  --> 09| 9|01|01|09|46|40|7|36|36|0|36|01|
print(os.date("!%H:%M then %% and text", 3661), os.date("!a\0b", 0) == "a\0b", os.date("!%d\0%d", 0) == "01\00001")   --> 01:01 then % and text true true
for _, bad in ipairs { "%", "%E", "%O", "%q", "%Eq", "%Oc", "%Ed", "%1", "%-d", "%é", "x%" } do print((select(2, pcall(os.date, bad, 0)))) end
--> bad argument #1 to 'os.date' (invalid conversion specifier '%')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%E')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%O')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%q')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%Eq')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%Oc')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%Ed')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%1')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%-d')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%é')
--> bad argument #1 to 'os.date' (invalid conversion specifier '%')
local t = os.date("!*t", 1e9)
local fields = {}
for k, v in pairs(t) do fields[#fields + 1] = k .. "=" .. tostring(v) end
table.sort(fields)
print(table.concat(fields, " "))                         --> day=9 hour=1 isdst=false min=46 month=9 sec=40 wday=1 yday=252 year=2001
print(os.date("*t", 1e9).hour == os.date("!*t", 1e9).hour, os.date("*t").year >= 2024, getmetatable(t))   --> true true nil
print(os.date("!*tx", 0), os.date("!x*t", 0))            --> *tx x*t
print(os.date("!%F %T", -1), os.date("!%F", 2 ^ 40), os.date("!*t", -86400).wday)   --> 1969-12-31 23:59:59 36812-02-20 4
print(os.date("!%Y", 253402300800), os.date("!*t", 2 ^ 35 | 0).yday)   --> 10000 299
print(pcall(os.date, "%d", "x"))                         --> false bad argument #2 to 'os.date' (number expected, got string)
print(pcall(os.date, "%d", {}))                          --> false bad argument #2 to 'os.date' (number expected, got table)
print(pcall(os.date, "%d", 2 ^ 63))                      --> false bad argument #2 to 'os.date' (number has no integer representation)
print(pcall(os.date, {}))                                --> false bad argument #1 to 'os.date' (string expected, got table)
print((pcall(os.date, "*t", math.maxinteger)), (pcall(os.date, "%d", math.mininteger)))   --> false false
print(os.date("!%d", "86400"), os.date("!%d", 86400.0))  --> 02 02
