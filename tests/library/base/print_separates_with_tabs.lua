print("\\t between", (function(f)
    local out = assert(io.popen((os.getenv "ORRERY_COMMAND") .. [[ -e 'print(1, 2, 3) print("a", "b")']], "r"))
    local text = out:read("a")
    out:close()
    return (text:gsub("\t", "<tab>"):gsub("\n", "<nl>"))
end)())  --> \t between 1<tab>2<tab>3<nl>a<tab>b<nl>
