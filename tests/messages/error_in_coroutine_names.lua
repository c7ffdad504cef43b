local co = coroutine.create(function() local t = {} ; t.x.y = 1 end)
print(coroutine.resume(co))    --> false error_in_coroutine_names.lua:1: attempt to index a nil value (field 'x')
print(pcall(coroutine.wrap(function() undefined_function() end)))  --> false error_in_coroutine_names.lua:3: attempt to call a nil value (global 'undefined_function')
