local function name(n) return (select(2, load("!", n)):match("^(.*):1: ")) end
print(name("=exact"))                                  --> exact
print(name("@path/file.lua"))                          --> path/file.lua
print(name("text"))                                    --> [string "text"]
print(name(("x"):rep(100)))                            --~ \[string "x+\.\.\."\]
print(#name(("x"):rep(100)), #name("=" .. ("y"):rep(100)), #name("@" .. ("z"):rep(100)))  --> 59 59 59
print(name("@" .. ("z"):rep(100)):sub(1, 4))           --> ...z
print(name("=" .. ("y"):rep(100)):sub(-3))             --> yyy
print(name("a\nb"), name("\na"))                       --> [string "a..."] [string "..."]
print(name("="), name("@"), name(""))                  --~ .*\[string ""\]
