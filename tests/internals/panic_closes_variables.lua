-- An error that nothing catches: pending variables are closed, then the panic function runs.
print(T.checkpanic("pushstring hi; error"))             --> hi
print(T.checkpanic("pushnum 1; call 0 0"))              --> attempt to call a number value
print(T.checkpanic([[
    pushstring "return {__close = function (_, e) Y = 'closed by ' .. e end}"
    newtable
    loadstring -2
    call 0 1
    setmetatable -2
    toclose -1
    pushstring "hi"
    error
]], "pushstring ': '; getglobal Y; concat 3"))          --> hi: closed by hi
