-- Empty strings: also as the very first text of a chunk, when there is nowhere to copy from yet.
print(#load("return ''")(), load("return ({['']=1})['']")(), #load("return [[\n]]")())   --> 0 1 0
print(#load("return '\\z  '")())       --> 0
