print(next({}), next({ 5 }), next({ a = 1 }))          --> nil 1 a 1
print(next({ 5 }, 1))                                  --> nil
local t = { a = 1, b = 2, c = 3, 10, 20 }
local n, k = 0, nil
repeat k = next(t, k) if k ~= nil then n = n + 1 end until k == nil
print(n)                                               --> 5
print(pcall(next, {}, "missing"))                      --> false invalid key to 'next'
print(pcall(next, { 1, 2 }, 7))                        --> false invalid key to 'next'
print(pcall(next, 5))                                  --> false bad argument #1 to 'next' (table expected, got number)
print(pcall(next, {}, 0 / 0))                          --> false invalid key to 'next'
