-- 5.4.6: the line of a failed call over several lines: that of the function's name until 5.4.6 (which 5.4.6's own
-- suite asks for, and we do), that of the opening parenthesis later.
local function line(source) return (select(2, pcall(load(source, "=s"))):match("^s:(%d+):")) end
print(line "\nlocal t = {}\nt.x(1)\n") --> 3
print(line "\n\nfoo\n(\n0\n)\n") --~ [34]
--@ peer-differs some releases have this bug
