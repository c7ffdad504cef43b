-- A call or `...` gives all its values at the end of a list, one value elsewhere, also where one expression is expected.
local function two() return 1, 2 end
local function none() end
local function f(...)
    local a, b, c = "x", ...
    local t = { ..., ... }
    local one = ...
    local g = (...)
    return a, b, c, #t, one, g, #{ (...) }, ... == 1 and "equal"
end
print(f(two()))                                        --> x 1 2 3 1 1 1 equal
print(two() + two(), -two(), two() .. "", not two(), #{ two(), two() })  --> 2 -1 1 false 3
print(two() == 1, (two()) == 1, two() and two())       --> true true 1
local t = { n = two(), two() }
print(t.n, #t, ({ [two()] = two() })[1], #{ two(), nil })  --> 1 2 1 1
print(({ "a", "b" })[two()], ("x"):rep(two()))         --> a x
if none() then print "never" else print "none is false" end  --> none is false
while two() do break end
repeat until two()
for i = two(), two() do io.write(i, " ") end print()   --> 1
print(#{ none() }, #{ none(), none() }, #{ (none()) }, select("#", (none())))  --> 0 0 0 1
print(pcall(function() return none() + 1 end))         --~ false .*attempt to perform arithmetic on a nil value.*
local function pass(...) return "first", ... end
print(pass(), pass(none()), pass(two()))               --> first first first 1 2
