-- A call in return position runs before the variable is closed.
local function inner() io.write("inner ") return "r" end
local function outer()
    local x <close> = setmetatable({}, { __close = function() io.write("closed ") end })
    return inner()
end
print(outer())                     --> inner closed r
