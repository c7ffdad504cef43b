--@ args one "two words" 3
print(select("#", ...), ...)     --> 3 one two words 3
print(arg[1], arg[3], #arg)      --> one 3 3
print(load("return select('#', ...), ...")(7, 8))  --> 2 7 8
print(load("return ...")())      -->
