local s = ("key=value, other = thing; "):rep(6)
assert(s:find("(%w+)%s*=%s*(%w+)") == 1 and s:find("value", 1, true) and not s:match("^%d"))
local pairs_found = {}
for k, v in s:gmatch("(%w+)%s*=%s*(%w+)") do pairs_found[#pairs_found + 1] = k .. v end
assert(#pairs_found == 12)
assert(s:gsub("%w+", "<%0>"):find("<key>"))
assert(s:gsub("(%w+)=(%w+)", "%2=%1"))
assert(s:gsub("%a", {k = "K", e = 7, y = false}))
assert(s:gsub("%w+", function(w) if #w > 3 then return w:upper() .. #w end end))
assert(s:gsub("()", "%1"))
assert(("x"):rep(300):gsub("x", "yyyy"):len() == 1200)
assert(("f(a(b)c)d"):match("%b()") == "(a(b)c)" and ("THE (quick) fox"):find("%f[%a]%a+%f[%A]"))
local ok, message = pcall(string.gsub, s, "(", "")
if message == "not enough memory" then error(message, 0) end
local ok, message = pcall(string.gsub, s, "%w+", function() return {} end)
if message == "not enough memory" then error(message, 0) end
for a, b, c, d in ("abcd"):gmatch("(.)(.)(.)(.)") do assert(d == "d") end
