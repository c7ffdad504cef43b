local function closable(name)
    return setmetatable({}, { __close = function(_, e) print("close " .. name, e) end })
end
do
    local a <close> = closable "a"
    local plain = 1
    local b <close> = closable "b"
    local c <const>, d <close> = 1, closable "d"
    print("body")            --> body
end
--> close d nil
--> close b nil
--> close a nil
print("after")               --> after
