-- Heapsort of random floats (Williams and Floyd). Array reads and writes with computed indexes.
-- Size: elements.

local n = tonumber(arg and arg[1]) or 300000

local floor = math.floor

local function sift(heap, root, last)
    local value = heap[root]
    local child = 2 * root
    while child <= last do
        if child < last and heap[child] < heap[child + 1] then child = child + 1 end
        if heap[child] <= value then break end
        heap[root] = heap[child]
        root = child
        child = 2 * root
    end
    heap[root] = value
end

local function heapsort(array, size)
    for root = floor(size / 2), 1, -1 do sift(array, root, size) end
    for last = size, 2, -1 do
        array[1], array[last] = array[last], array[1]
        sift(array, 1, last - 1)
    end
end

local array, seed, sum = {}, 42, 0
for i = 1, n do
    seed = (seed * 16807) % 2147483647
    array[i] = seed / 2147483647
    sum = sum + seed
end
heapsort(array, n)
local sorted_sum = 0
for i = 1, n do
    assert(i == 1 or array[i - 1] <= array[i], "not sorted")
    sorted_sum = sorted_sum + floor(array[i] * 2147483647 + 0.5)
end
print(("smallest %.9f, median %.9f, largest %.9f"):format(array[1], array[floor(n / 2) + 1],
    array[n]))
assert(sum == sorted_sum, "elements are lost")
