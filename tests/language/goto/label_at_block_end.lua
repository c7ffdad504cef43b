-- A label at the end of a block counts as outside the scope of the block's locals.
do
    goto finish
    local a = 1
    ::finish::
end
print(load("do goto e; local a; ::e:: ; ::f:: ; end return 1")())   --> 1
for i = 1, 2 do
    if i == 1 then goto e end
    local v = i
    print(v)             --> 2
    ::e::
end
print(load("goto e; local a; ::e::") ~= nil)    --> true
