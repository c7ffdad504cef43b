local f = assert(io.open("d", "w")) f:write("1\n2\n3\n") f:close()
local file
for l in io.lines("d") do if l == "2" then break end end
local it, _, _, closing = io.lines("d")
print(io.type(closing), it())          --> file 1
closing:close()
print(io.type(closing), pcall(it))     --> closed file false file is already closed
