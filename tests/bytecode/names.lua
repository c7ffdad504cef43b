local t, i = {}, 1
local up = t
local function f()
    local _ENV = { x = 1 }
    return up.a.b + up[1].c + x.y + _ENV.z.w + t[i].v .. "s" .. t .. up
end
t.a.b(t[i](), t:m():n())
return #t.x, -up, ("x")(), i < t.y
