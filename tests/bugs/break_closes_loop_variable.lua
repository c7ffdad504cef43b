-- 5.4.4: `break` did not always close the variables of a generic loop.
local log = {}
local function closer(name) return setmetatable({}, {__close = function() log[#log + 1] = name end}) end
local fs = {}
for i in function(_, i) return (i or 0) + 1 end, nil, nil, closer "loop" do
    local captured = i
    fs[#fs + 1] = function() captured = captured + 1 return captured end
    if i == 3 then break end
end
print(table.concat(log, " "), fs[1](), fs[3]()) --> loop 2 4
log = {}
while true do
    local a <close> = closer "while"
    for k in next, {1}, nil, closer "for" do
        local f = function() return k end
        goto out
    end
end
::out::
print(table.concat(log, " ")) --> for while
log = {}
local function f()
    for k in next, {1}, nil, closer "f" do
        local g = function() return k end
        if g then break end
    end
    return #log
end
print(f()) --> 1
--@ peer-differs some releases have this bug
