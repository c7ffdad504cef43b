;;; local a = 1; ; local b = 2;
do ; end
if a then ; end
print(a + b);                                --> 3
local f = print
;(f)("call")                                 --> call
