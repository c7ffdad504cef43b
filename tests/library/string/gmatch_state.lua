-- Iterators of gmatch: captures, empty matches, each with its own position, over the end.
local function all(s, p)
    local t = {}
    for a, b in s:gmatch(p) do t[#t + 1] = b and a .. ":" .. b or tostring(a) end
    return table.concat(t, " ")
end
print(all("from=world, to=Lua", "(%w+)=(%w+)"), all("hello world from Lua", "%a+"))    --> from:world to:Lua hello world from Lua
print(all("abc", "()"), all("abc", "()a*()"), all("aab", "a-"), all("", ""), all("", "."))   --> 1 2 3 4 1:2 3:3 4:4
print(all("a1b2", "(%a)()"), all("k=v", "((%w)=)"), all("x^x", "^x"), all("a.b", "$"))  --> a:2 b:4 k=:k ^x
local a, b = ("12345"):gmatch("%d"), ("12345"):gmatch("%d")
print(a(), a(), b(), a(), b())                          --> 1 2 1 3 2
local once = ("x"):gmatch("x")
print(once("ignored", 1), once(), select("#", once()), once())  --> x nil 0
print(type(a), select("#", ("x"):gmatch("x")))          --> function 1
print(pcall(("x"):gmatch("[")))                         --> false malformed pattern (missing ']')
print(pcall(("x"):gmatch("%1")))                        --> false invalid capture index %1
-- iterators may be handed on and resumed elsewhere
local words = ("one two three"):gmatch("%a+")
print(words(), coroutine.wrap(words)(), pcall(words))   --> one two true three
print(words())                                          -->
