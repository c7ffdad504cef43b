-- Deep nesting of the source is an ordinary syntax error that names the chunk.
local function refused(open, close, n)
    local f, e = load(open:rep(n) .. "1" .. close:rep(n), "=deep")
    return f == nil and e:match("^deep:%d+: ") ~= nil
end
print(refused("return (", ")", 1) == false)            --> true
local f, e = load("return " .. ("("):rep(100000) .. "1" .. (")"):rep(100000), "=deep")
print(f, e:match("^deep:1: ") ~= nil)                  --> nil true
f, e = load("return " .. ("{"):rep(100000) .. ("}"):rep(100000), "=deep")
print(f, e:match("^deep:1: ") ~= nil)                  --> nil true
f = load("return " .. ("("):rep(150) .. "7" .. (")"):rep(150))
print(f())                                             --> 7
