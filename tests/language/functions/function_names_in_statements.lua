local t = {}
function t.f() return "t.f" end
function g() return "g" end
local function h() return "h" end
local k = function() return "k" end
print(t.f(), g(), h(), k())           --> t.f g h k
print(_G.g == g, rawget(_G, "h"))     --> true nil
function t.f() return "again" end
print(t.f())                          --> again
