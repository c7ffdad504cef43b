local function attempt(mode)
    local f, e, code = io.open("file.txt", mode)
    if f then f:close() return "ok" end
    return e, code
end
print(attempt("r"))                    --> file.txt: No such file or directory 2
print(attempt("w"), attempt("r"), attempt("a"), attempt("r+"), attempt("w+"), attempt("a+"), attempt("rb"))  --> ok ok ok ok ok ok ok
print(pcall(io.open, "file.txt", "z"))     --> false bad argument #2 to 'io.open' (invalid mode)
print(pcall(io.open, "file.txt", "rw"))    --> false bad argument #2 to 'io.open' (invalid mode)
print(pcall(io.open, "file.txt", "+r"))    --> false bad argument #2 to 'io.open' (invalid mode)
print(pcall(io.open))                      --> false bad argument #1 to 'io.open' (string expected, got no value)
print(io.open("no/such/folder/f", "w"))    --> nil no/such/folder/f: No such file or directory 2
