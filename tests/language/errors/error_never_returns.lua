-- Nothing of a protected call runs after its error; what it did before stays.
local log = {}
local function note(x) log[#log + 1] = x end
local function inner() note("before") error("e", 0) note("after error") end
local ok, e = pcall(function()
    for i = 1, 3 do
        note(i)
        if i == 2 then inner() note("after call") end
    end
    note("after loop")
end)
print(ok, e, table.concat(log, " "))   --> false e 1 2 before
local t = {}
print(pcall(function() t.a, t.b = 1, error("in a list", 0) end))   --> false in a list
print(t.a, t.b)                        --> nil nil
print(pcall(function() return note(error("as argument", 0)) end))  --> false as argument
print(#log)                            --> 3
