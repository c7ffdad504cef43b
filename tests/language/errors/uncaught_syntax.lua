local x = = 1    --! uncaught_syntax.lua:1: unexpected symbol near '='
