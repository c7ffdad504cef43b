local function grade(n)
    if n >= 90 then return "A"
    elseif n >= 80 then return "B"
    elseif n >= 70 then return "C"
    else return "F" end
end
print(grade(95), grade(80), grade(75), grade(1))  --> A B C F
if nil then print("no") elseif false then print("no") else print("else") end  --> else
if 0 then print("zero is true") end               --> zero is true
if false then else end
