local open = ...
do
    local file <close> = open("a")
    local copy = file
    if copy then return file:read(), copy end
end
while true do
    local x = open()
    local get = function() return x end
    if get() then break end
    if x then goto done end
end
do
    local a, b
    local f = function() b = a end
    return f()
end
::done::
for k in open do
    local g = function() return k end
    if g then return g() end
end
