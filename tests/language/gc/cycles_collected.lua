local weak = setmetatable({}, { __mode = "v" })
do
    local a, b = {}, {}
    a.b, b.a, a.self = b, a, a
    weak[1], weak[2] = a, b
    local f
    local function g() return f end
    f = function() return g end
    weak[3] = f
    local t = setmetatable({}, {})
    getmetatable(t).__index = t
    weak[4] = t
    local co = coroutine.create(function(c) coroutine.yield(c) end)
    coroutine.resume(co, co)
    weak[5] = co
end
collectgarbage()
print(weak[1], weak[2], weak[3], weak[4], weak[5])   --> nil nil nil nil nil
