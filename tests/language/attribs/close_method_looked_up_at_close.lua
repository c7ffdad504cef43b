local mt = { __close = function() print("old") end }
do
    local x <close> = setmetatable({}, mt)
    mt.__close = function() print("new") end
end                                                   --> new
print(pcall(function()
    local x <close> = setmetatable({}, mt)
    mt.__close = nil
end))                                                 --~ false .*: metamethod 'close'.*|false .*attempt to call a nil value.*
