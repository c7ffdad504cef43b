local co = coroutine.wrap(function()
    for i, v in function(_, c) return coroutine.yield("iter", c) end do
        coroutine.yield("body", i, v)
    end
    return "over"
end)
print(co())              --> iter nil
print(co(1, "one"))      --> body 1 one
print(co())              --> iter 1
print(co(2, "two"))      --> body 2 two
print(co())              --> iter 2
print(co(nil))           --> over
