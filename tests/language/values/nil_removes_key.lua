local t = { a = 1, b = 2, [1] = 3 }
t.a = nil
print(t.a, rawlen(t), next({ nil }))    --> nil 1 nil
t[1], t.b = nil, nil
print(next(t))                          --> nil
t.c = nil
print(next(t))                          --> nil
