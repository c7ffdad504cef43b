local text, binary = "return 8", string.dump(function() return 9 end)
print(load(text, "t", "t")(), load(binary, "b", "b")(), load(text, "x", "bt")(), load(binary, "x", "bt")())  --> 8 9 8 9
print(load(text, "name", "b"))                         --> nil attempt to load a text chunk (mode is 'b')
print(load(binary, "name", "t"))                       --> nil attempt to load a binary chunk (mode is 't')
print((load("\27Lua broken")))                         --> nil
print(type(select(2, load("\27Lua broken"))))          --> string
print((load(binary:sub(1, 20), "cut", "b")), (load("\27", "esc", "b")))   --> nil nil
