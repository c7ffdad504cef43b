-- Requests beyond all memory fail as errors; the script goes on.
local function refused(f, ...)
    local ok, e = pcall(f, ...)
    return not ok and (e == "not enough memory" or e:find("too large") or e:find("too big") or e:find("overflow") or e:find("too many")) and true or tostring(e)
end
print(refused(string.rep, "x", 1 << 45), refused(string.rep, "abc", 1 << 50, ","))   --> true true
print(refused(string.rep, ("x"):rep(1 << 20), 1 << 30))                              --> true
print(refused(table.unpack, {}, 1, 1 << 40))                                         --> true
print(#("x"):rep(1 << 20))                                                           --> 1048576
