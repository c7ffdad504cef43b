-- Each change of the collector's mode begins with a full collection.
-- ends: time
while true do
    collectgarbage("generational")
    collectgarbage("incremental")
end
