-- A malformed pattern is told by each of the four functions, once the matcher comes to it.
local bad = { "%", "[", "[a", "[^", "[]", "[a-", "[%", "(", "(()", ")", "%1", "(%1)", "%f", "%fa", "%b", "%bx", "(a)%2", "%0" }
for _, p in ipairs(bad) do
    local _, a = pcall(string.find, "aaa", p)
    local _, b = pcall(string.match, "aaa", p)
    local _, c = pcall(string.gsub, "aaa", p, "")
    local _, d = pcall(("aaa"):gmatch(p))
    print(p, a, a == b and b == c and c == d)
end
--> % malformed pattern (ends with '%') true
--> [ malformed pattern (missing ']') true
--> [a malformed pattern (missing ']') true
--> [^ malformed pattern (missing ']') true
--> [] malformed pattern (missing ']') true
--> [a- malformed pattern (missing ']') true
--> [% malformed pattern (missing ']') true
--> ( unfinished capture false
--> (() unfinished capture false
--> ) nil false
--> %1 invalid capture index %1 true
--> (%1) invalid capture index %1 true
--> %f missing '[' after '%f' in pattern true
--> %fa missing '[' after '%f' in pattern true
--> %b malformed pattern (missing arguments to '%b') true
--> %bx malformed pattern (missing arguments to '%b') true
--> (a)%2 invalid capture index %2 true
--> %0 invalid capture index %0 true
-- what the matcher never reaches is not told
print(("b"):match("ax%"), ("b"):find("a["), ("b"):find("%", 1, true), ("%"):find("%", 1, true))   --> nil nil nil 1 1
print(pcall(string.rep, "x", -1), pcall(string.find, "a", ("("):rep(33) .. "a" .. (")"):rep(33)))   --> true false too many captures
