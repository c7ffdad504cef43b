local function classify(s)
    local i = 1
    ::start::
    local c = s:sub(i, i)
    if c == "" then goto accept end
    i = i + 1
    if c == "a" then goto seen_a end
    if c == "b" then goto start end
    goto reject
    ::seen_a::
    do
        local d = s:sub(i, i)
        i = i + 1
        if d == "b" then goto start end
        goto reject
    end
    ::accept:: do return "accept" end
    ::reject:: return "reject"
end
print(classify "", classify "abb", classify "aa", classify "ba", classify "bab")  --> accept accept reject reject accept
