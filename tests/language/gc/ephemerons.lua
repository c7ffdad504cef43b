-- In a table with weak keys a value does not keep its own key alive.
local t = setmetatable({}, { __mode = "k" })
do
    local k = {}
    t[k] = { k }
    local a, b, c = {}, {}, {}
    t[a], t[b], t[c] = b, c, a
end
collectgarbage()
print(next(t))               --> nil
local first = {}
local link = first
for i = 1, 100 do local nxt = {} t[link] = nxt link = nxt end
link = nil
collectgarbage()
local n = 0
link = first
while t[link] do n = n + 1 link = t[link] end
print(n)                     --> 100
first, link = nil, nil
collectgarbage()
print(next(t))               --> nil
