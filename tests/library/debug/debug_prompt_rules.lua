--@ stdin x = 7\ny = x y = y + 1\nlocal z = 5\nprint(z, x, y)\nreturn 1\n= 5\nerror({})\nerror(nil)\n\ncont \ncontinue()\ncont\nprint('not read')\n
--@ exit 0
local hidden = "local"
print(select("#", debug.debug()))                        --> nil 7 8 --> 0
print(x, y, io.read())                                   --> 7 8 print('not read')
--! lua_debug> 
