-- 5.4.0: io.popen with a mode that is none crashed.
for _, mode in ipairs {"rz", "", "rw", "r+", "a", "rb", "w\0"} do
    print(pcall(io.popen, "true", mode))
end
--> false bad argument #2 to 'io.popen' (invalid mode)
--> false bad argument #2 to 'io.popen' (invalid mode)
--> false bad argument #2 to 'io.popen' (invalid mode)
--> false bad argument #2 to 'io.popen' (invalid mode)
--> false bad argument #2 to 'io.popen' (invalid mode)
--> false bad argument #2 to 'io.popen' (invalid mode)
--~ true .*|file.*|true.*
