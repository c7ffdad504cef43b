-- What a sandbox must not have.
-- ends: ok
for _, name in ipairs {'io', 'os', 'package', 'require', 'debug', 'dofile', 'loadfile', 'print', 'ffi', 'jit'} do assert(_G[name] == nil, name) end
assert(string.dump == nil or pcall(string.dump, function() end))
assert(not load('\27Lua'))
return 'ok'
