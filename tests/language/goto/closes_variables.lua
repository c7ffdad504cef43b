local function closable(name)
    return setmetatable({}, { __close = function() io.write("close:", name, " ") end })
end
do
    local n = 0
    ::again::
    do
        local a <close> = closable("a" .. n)
        n = n + 1
        if n < 3 then goto again end
    end
    goto out
end
::out::
print()                  --> close:a0 close:a1 close:a2
for i = 1, 2 do
    local b <close> = closable("b" .. i)
    goto continue
    ::continue::
end
print()                  --> close:b1 close:b2
