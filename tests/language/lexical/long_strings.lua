print([[a]b]])                       --> a]b
print([=[a]]b]=])                    --> a]]b
print([==[]=]]==])                   --> ]=]
print(#[[]])                         --> 0
print(#[[
]])                                  --> 0
print(([[
first]]))                            --> first
print(#[[

x]])                                 --> 2
print([[no \n escapes \]])           --> no \n escapes \
print(("%q"):format([[
a
b]]))                                --> "a\ --> b"
