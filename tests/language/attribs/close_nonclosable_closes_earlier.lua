print(pcall(function()
    local a <close> = setmetatable({}, { __close = function(_, e) print("a sees", e) end })
    local b <close> = "not closable"
end))
--~ a sees .*: variable 'b' got a non-closable value
--~ false .*: variable 'b' got a non-closable value
