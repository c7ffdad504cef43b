-- A comparator that yields out of a coroutine that nobody resumes.
-- ends: error time ok
for _ = 1, 1000 do
    local co = coroutine.wrap(function() table.sort({3, 2, 1, 5, 4}, function(a, b) coroutine.yield() return a < b end) end)
    co()
end
return 'ok'
