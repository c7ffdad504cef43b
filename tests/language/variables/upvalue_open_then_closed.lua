-- A closure sees assignments to the variable while its block runs, and keeps it afterwards.
local read
do
    local v = 1
    read = function() return v end
    v = 2
    print(read())    --> 2
    v = 3
end
print(read())        --> 3
local fill = {}
for i = 1, 50 do fill[i] = i end
print(read())        --> 3
