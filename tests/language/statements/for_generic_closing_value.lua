local closing = setmetatable({}, { __close = function(_, e) print("closed", e) end })
local function range(n)
    return function(_, i) if i < n then return i + 1 end end, nil, 0, closing
end
for i in range(2) do print(i) end              --> 1 --> 2 --> closed nil
for i in range(9) do if i == 2 then break end end   --> closed nil
print(pcall(function() for _ in range(2) do error("oops", 0) end end))  --> closed oops --> false oops
local function early() for i in range(5) do if i == 3 then return i end end end
print(early())                                 --> closed nil --> 3
print(pcall(function() for _ in next, {}, nil, 42 do end end))  --~ false .*: variable '\(for state\)' got a non-closable value
for _ in next, {}, nil, false do end
for _ in next, {}, nil, nil do end
