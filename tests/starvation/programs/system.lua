assert(os.date("%c"):len() > 5 and os.date("!*t", 0).year == 1970)
assert(os.date("*t").hour and os.time({year = 2020, month = 1, day = 1, hour = 12}) > 0)
assert(os.clock() >= 0 and os.difftime(2, 1) == 1)
local home, locale = os.getenv("HOME"), os.setlocale()
local ok, e = pcall(os.date, "%Ez")
if e == "not enough memory" then error(e, 0) end
local ok, e = os.remove("/nonexistent/file")
if e == "not enough memory" then error(e, 0) end
local ok, e = os.rename("/nonexistent/file", "/nonexistent/other")
local t = {}
for i = 1, 10 do t[i] = os.date("!%Y-%m-%d " .. i, i * 86400) end
assert(t[10]:find("1970"))
warn("@off")
warn("a ", "warning")
assert(select("#", ipairs(t)) == 3 and rawequal(t, t) and rawlen(t) == 10 and rawget(t, 1))
assert(tostring(print):find("builtin") or tostring(print):find("function"))
