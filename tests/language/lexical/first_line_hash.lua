#!/usr/bin/env lua  this line is skipped in a file
print(debug.getinfo(1, "l").currentline)  --> 2
print(load("# not here\nreturn 1"))       --~ nil .*:1: unexpected symbol near '#'
