-- The list after in gives four values: surplus ones are dropped, absent ones nil, the last call expands.
local function show(s, c) if not c then return tostring(s), "second" end end
for a, b, c in show do print(a, b, c) end                            --> nil second nil
for a in show, "state" do print(a) end                               --> state
local function three() return show, "from call", nil end
for a, b in three() do print(a, b) end                               --> from call second
for a in (three()) do print(a) end                                   --> nil
for a in three(), "not from call" do print(a) end                    --> not from call
local dropped = 0
for a in show, 1, nil, nil, (function() dropped = dropped + 1 return 42 end)() do print(a) end  --> 1
print(dropped)                                                       --> 1
local evaluated = 0
local function list() evaluated = evaluated + 1 return ipairs { "x", "y", "z" } end
for i, v in list() do io.write(i, v, " ") end
print(evaluated)                                                     --> 1x 2y 3z 1
print(pcall(function() for a in "text" do end end))                  --~ false .*attempt to call a string value.*
print(a, b)                                                          --> nil nil
