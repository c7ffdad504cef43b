-- Short strings stay one object each while their table grows, and while some of them die meanwhile.
local kept, capacities = {}, {}
local function name(i) return "name" .. i end
for i = 1, 6000 do
    local s = name(i)
    if i % 3 == 0 then kept[s] = i end
    capacities[T.querystr()] = true
    if i % 500 == 0 then
        T.checkmemory()
        collectgarbage(i % 1000 == 0 and "collect" or "step")
        T.checkmemory()
    end
end
local found = 0
for i = 1, 6000 do
    if kept[name(i)] == (i % 3 == 0 and i or nil) then found = found + 1 end
end
print(found) --> 6000
local sizes = 0
for _ in pairs(capacities) do sizes = sizes + 1 end
print(sizes > 2) --> true
kept = nil
collectgarbage()
T.checkmemory()
