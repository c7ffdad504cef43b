local function f(n)
    if n == 0 then error("bottom", 0) end
    local ok, e = pcall(f, n - 1)
    error(n .. ":" .. e, 0)
end
print(pcall(f, 4))                        --> false 4:3:2:1:bottom
print(pcall(pcall, error, "e"))           --> true false e
print(pcall(pcall, pcall, error, "e"))    --> true true false e
