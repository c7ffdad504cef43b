print(tostring(nil), tostring(true), tostring(12), tostring(-0.0), tostring("s"))  --> nil true 12 -0.0 s
print(tostring({}))                                    --~ table: 0x[0-9a-f]+
print(tostring(print))                                 --~ (builtin|function): .*
print(tostring(coroutine.create(print)))               --~ thread: 0x[0-9a-f]+
print(tostring(io.stdout))                             --~ file \(0x[0-9a-f]+\)
local t = {}
print(tostring(t) == tostring(t), tostring(t) == tostring({}))   --> true false
print(pcall(tostring))                                 --> false bad argument #1 to 'tostring' (value expected)
print(math.mininteger, 2 ^ 63, -2 ^ 63, 1e15)          --> -9223372036854775808 9.2233720368548e+18 -9.2233720368548e+18 1e+15
