local co = coroutine.create(function() local x = nil; x() end)
print(coroutine.resume(co))             --~ false .*: attempt to call a nil value \(local 'x'\)
print(coroutine.status(co), coroutine.resume(co))   --> dead false cannot resume dead coroutine
local e = {}
co = coroutine.create(function() error(e) end)
local ok, got = coroutine.resume(co)
print(ok, got == e)                     --> false true
co = coroutine.create(function() error() end)
print(coroutine.resume(co))             --> false nil
