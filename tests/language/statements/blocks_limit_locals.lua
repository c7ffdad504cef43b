-- A block runs in order and ends its locals; do, loops, branches and functions are blocks, and a chunk is.
local x = "outer"
do local x = "do" end
for _ = 1, 1 do local x = "for" end
while x == "outer" do local x = "while" break end
repeat local x = "repeat" until x == "repeat"
if x then local x = "then" else local x = "else" end
(function() local x = "function" end)()
print(x)                                                        --> outer
do x = "changed by do" end
print(x)                                                        --> changed by do
print(load("local a = 1 do local a = 2 end return a")(), a)     --> 1 nil
print(load("local v, w = ... local v = v * 2 return v, w")(4, 5))  --> 8 5
local function stop(n) do return "early " .. n end print "not reached" end
print(stop(1))                                                  --> early 1
