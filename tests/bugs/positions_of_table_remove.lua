-- 5.4.4: table.remove named the wrong argument.
print(pcall(table.remove, {1, 2, 3}, 7)) --> false bad argument #2 to 'table.remove' (position out of bounds)
print(pcall(table.remove, {}, 2)) --> false bad argument #2 to 'table.remove' (position out of bounds)
print(pcall(table.insert, {1, 2, 3}, 7, "x")) --> false bad argument #2 to 'table.insert' (position out of bounds)
print(table.remove({1, 2, 3}, 4), table.remove({}), table.remove({}, 0), table.remove({n = 1}, #{})) --> nil nil nil nil
--@ peer-differs some releases have this bug
