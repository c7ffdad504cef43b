local names, values = {}, {}
for i = 1, 200 do names[i], values[i] = "v" .. i, i end
local declare = "local " .. table.concat(names, ",") .. " = " .. table.concat(values, ",")
print(load(declare .. " return v1 + v100 + v200")())  --> 301
print(load(declare .. "\nlocal one_more"))            --~ nil .*:2: too many local variables \(limit is 200\) in main function near <eof>
print(load("function f()\n" .. declare .. " local one_more end"))  --~ nil .*:2: too many local variables \(limit is 200\) in function at line 1 near 'end'
