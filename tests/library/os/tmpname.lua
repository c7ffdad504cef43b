local n = os.tmpname()
print(type(n), #n > 0)                 --> string true
local f = assert(io.open(n, "w"))
f:close()
print(os.remove(n), n ~= os.tmpname()) --> true true
