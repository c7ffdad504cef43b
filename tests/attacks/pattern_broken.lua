-- Patterns that are none.
-- ends: error
for _, p in ipairs {'[', '[a', '%', '(', ')', '%b', '%f', '[%', '(()', '%1', '[a-', '%bx'} do
    assert(not pcall(string.find, 'aaa', p), p)
end
error('all refused')
