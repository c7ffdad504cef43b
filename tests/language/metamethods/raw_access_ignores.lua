local t = setmetatable({ 1, 2 }, {
    __index = function() error "index" end, __newindex = function() error "newindex" end,
    __len = function() error "len" end, __eq = function() error "eq" end })
print(rawget(t, "x"), rawlen(t), rawequal(t, {}))   --> nil 2 false
rawset(t, "x", 1)
print(t.x, next(t), #t == nil)                      --! len
