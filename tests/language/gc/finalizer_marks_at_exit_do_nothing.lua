-- Objects that finalizers mark while the state closes are not finalized; all that were marked before are.
Kept = {}
for i = 1, 3 do
    Kept[i] = setmetatable({}, { __gc = function()
        print("at exit", i)
        Again = setmetatable({}, { __gc = function() print("never") end })
        setmetatable(Kept[i], { __gc = function() print("never again") end })
    end })
end
print("done")
--> done
--> at exit 3
--> at exit 2
--> at exit 1
