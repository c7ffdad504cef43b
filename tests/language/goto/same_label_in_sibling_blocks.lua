do goto l; ::l:: end
do goto l; ::l:: io.write("second ") end
local function f() goto l; ::l:: return "function" end
::l::
print(f())               --> second function
