-- A float key with an integer value is that integer as a key.
local t = {}
t[1.0] = "a"
t[2 ^ 53] = "b"
t[-0.0] = "zero"
print(t[1], t[1 << 53], t[0])                        --> a b zero
print(math.type(next({ [3.0] = true })))             --> integer
for k in pairs({ [2 ^ 53] = 1 }) do print(k, math.type(k)) end  --> 9007199254740992 integer
t[1.5] = "c"
print(t[1.5], t["1.5"], t["1"])                      --> c nil nil
t[2 ^ 63] = "huge"
print(t[2 ^ 63], t[math.mininteger], t[math.maxinteger])  --> huge nil nil
print(math.type(next({ [2 ^ 63] = true })))          --> float
t[-2.0 ^ 63] = "least"
print(t[math.mininteger])                            --> least
