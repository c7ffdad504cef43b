local t = setmetatable({}, { __call = function(self, state, n)
    n = (n or 0) + 1
    if n <= state then return n, self end
end })
for i, self in t, 2 do print(i, self == t) end   --> 1 true --> 2 true
for a, b in coroutine.wrap(function() coroutine.yield(1, 2) coroutine.yield(3, 4) end) do print(a, b) end  --> 1 2 --> 3 4
for w in ("one two"):gmatch("%a+") do print(w) end  --> one --> two
print(pcall(function() for _ in 5 do end end))   --~ false .*: attempt to call a number value.*
print(pcall(function() for _ in nil do end end)) --~ false .*: attempt to call a nil value.*
