-- 5.4.0: what only an old object, just finalized and kept alive by its finalizer, refers to was collected.
local mode = collectgarbage("generational")
local kept
do
    local fresh = setmetatable({}, {__gc = function(o)
        o.child = {payload = {tostring(#"payload")}}
        kept = o
    end})
    collectgarbage("step") collectgarbage("step") collectgarbage("step")
    fresh = nil
end
collectgarbage()
for i = 1, 20 do
    for j = 1, 50 do local garbage = {j, {}} end
    collectgarbage("step")
end
print(kept.child.payload[1]) --> 7
kept.child = {payload = {"new"}}
for i = 1, 5 do collectgarbage("step") end
print(kept.child.payload[1]) --> new
collectgarbage(mode)
