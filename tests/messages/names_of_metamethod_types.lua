-- __name of a metatable is the type name in messages.
local o = setmetatable({}, { __name = "Stack" })
local function why(f, ...) print((select(2, pcall(f, ...)))) end
why(function() return o + 1 end)      --> names_of_metamethod_types.lua:4: attempt to perform arithmetic on a Stack value (upvalue 'o')
why(function() return o .. "" end)    --> names_of_metamethod_types.lua:5: attempt to concatenate a Stack value (upvalue 'o')
why(function() return o() end)        --> names_of_metamethod_types.lua:6: attempt to call a Stack value (upvalue 'o')
why(function() return #io.stdout end) --> names_of_metamethod_types.lua:7: attempt to get length of a FILE* value (field 'stdout')
why(string.rep, o)                    --> bad argument #1 to 'string.rep' (string expected, got Stack)
why(math.floor, io.stdout)            --> bad argument #1 to 'math.floor' (number expected, got FILE*)
why(ipairs)                           --> bad argument #1 to 'ipairs' (value expected)
