local function why(source) print((select(2, pcall(load(source, "=s"))))) end
why "table.insert(nil, 1)"             --> s:1: bad argument #1 to 'insert' (table expected, got nil)
why "table.insert({}, 5, 1)"           --> s:1: bad argument #2 to 'insert' (position out of bounds)
why "string.rep()"                     --> s:1: bad argument #1 to 'rep' (string expected, got no value)
why "string.rep('x', {})"              --> s:1: bad argument #2 to 'rep' (number expected, got table)
why "('x'):rep({})"                    --> s:1: bad argument #1 to 'rep' (number expected, got table)
why "('x'):rep(1.5)"                   --> s:1: bad argument #1 to 'rep' (number has no integer representation)
why "local s = 'x' s:bad()"            --> s:1: attempt to call a nil value (method 'bad')
why "string.char(-1)"                  --> s:1: bad argument #1 to 'char' (value out of range)
why "setmetatable(1, {})"              --> s:1: bad argument #1 to 'setmetatable' (table expected, got number)
why "ipairs()"                         --> s:1: bad argument #1 to 'ipairs' (value expected)
why "local t = table.concat t({1, {}})"  --> s:1: invalid value (table) at index 2 in table for 'concat'
why "math.floor('x')"                  --> s:1: bad argument #1 to 'floor' (number expected, got string)
why "io.open('x', 'bad')"              --> s:1: bad argument #2 to 'open' (invalid mode)
why "io.stdout:seek('bad')"            --> s:1: bad argument #1 to 'seek' (invalid option 'bad')
why "io.stdout.seek()"                 --> s:1: bad argument #1 to 'seek' (FILE* expected, got no value)
why "io.stdout.write({}, 1)"           --> s:1: bad argument #1 to 'write' (FILE* expected, got table)
why "select(0)"                        --> s:1: bad argument #1 to 'select' (index out of range)
why "tonumber('1', 99)"                --> s:1: bad argument #2 to 'tonumber' (base out of range)
why "local r = string.rep r({})"       --> s:1: bad argument #1 to 'r' (string expected, got table)
why "local t = {f = string.rep} t.f({})"  --> s:1: bad argument #1 to 'f' (string expected, got table)
why "local t = {f = math.floor} t:f()" --> s:1: calling 'f' on bad self (number expected, got table)
why "error('x', 2)"                    --> x
why "coroutine.resume(1)"              --> s:1: bad argument #1 to 'resume' (thread expected, got number)
why "utf8.char(-1)"                    --> s:1: bad argument #1 to 'char' (value out of range)
why "collectgarbage('x')"              --> s:1: bad argument #1 to 'collectgarbage' (invalid option 'x')
why "assert(false)"                    --> s:1: assertion failed!
why "assert(nil, 'own text')"          --> s:1: own text
