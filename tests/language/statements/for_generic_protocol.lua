-- explist gives iterator, state, control, closing value; the iterator is called with state and control.
local function iterator(state, control)
    print("call", state, control)
    if control < 3 then return control + 1, "extra" end
end
for a, b, c in iterator, "S", 1 do print(a, b, c) end
--> call S 1
--> 2 extra nil
--> call S 2
--> 3 extra nil
--> call S 3
for x in function() return nil, "not seen" end do print(x) end
for x in function(_, c) if not c then return false end end do print("false goes on", x) break end  --> false goes on false
