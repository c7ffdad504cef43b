-- 5.4.6: the line of an error in a call with arguments over several lines is that of the call.
local function line(source) return (select(2, pcall(load(source, "=s"))):match("^s:(%d+):")) end
print(line "\nlocal t = {}\nt.x(1)\n") --> 3
print(line "\n\nfoo\n(\n0\n)\n") --~ [34]
--@ peer-differs some releases have this bug
