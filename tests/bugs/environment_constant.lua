-- 5.4.4: wrong code for globals where _ENV is a constant.
local function f()
    local _ENV <const> = 11
    X = 1
end
print(pcall(f)) --~ false .*attempt to index a number value.*
print(pcall(load "local _ENV <const> = 'abc' return len, X")) --~ true function: .* nil
print(pcall(load "local _ENV <const> = nil return X")) --~ false .*attempt to index a nil value.*
local t = {X = 3}
do local _ENV <const> = t X = X + 1 Y = function() return X end end
print(t.X, t.Y()) --> 4 4
