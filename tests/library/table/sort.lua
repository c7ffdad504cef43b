local function sorted(t, f) table.sort(t, f) return table.concat(t, " ") end
print(sorted { 3, 1, 2 }, sorted { "b", "a", "C" }, sorted {}, sorted { 1 })  --> 1 2 3 C a b  1
print(sorted({ 3, 1, 2 }, function(a, b) return a > b end))   --> 3 2 1
print(sorted { 2, 1, 2, 1, 2 }, sorted { 1.5, 1, 2, -1 })     --> 1 1 2 2 2 -1 1 1.5 2
print(select("#", table.sort {}))               --> 0
print(pcall(table.sort, { 1, "x", 2 }))         --~ false attempt to compare .*
print(pcall(table.sort, { 1, 2 }, 5))           --> false bad argument #2 to 'table.sort' (function expected, got number)
print(pcall(table.sort, { {}, {} }))            --> false attempt to compare two table values
print(pcall(table.sort, { 3, 2, 1 }, function() error("in cmp", 0) end))  --> false in cmp
local words = {}
for w in ("the quick brown fox jumps over the lazy dog"):gmatch("%a+") do words[#words + 1] = w end
print(sorted(words, function(a, b) if #a ~= #b then return #a < #b end return a < b end))
--> dog fox the the lazy over brown jumps quick
print(sorted({ 1, 2, 3, nil, 5 }, nil):sub(1, 5))             --! attempt to compare
