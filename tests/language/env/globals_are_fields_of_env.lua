x = 1
print(_ENV.x, _G.x, _ENV == _G)    --> 1 1 true
_ENV.y = 2
print(y)                           --> 2
_G["a b"] = 3
print(_ENV["a b"])                 --> 3
print(_G._G == _G, _G._ENV)        --> true nil
