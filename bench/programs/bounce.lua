-- Bouncing balls in a box, counting the bounces (after the benchmark of that name in "Are We
-- Fast Yet?"). Methods and object fields.
-- Size: rounds of 100 balls for 50 steps.

local n = tonumber(arg and arg[1]) or 800

local WIDTH, HEIGHT = 500, 500

local function random_source()
    local seed = 74755
    return function()
        seed = (seed * 1309 + 13849) % 65536
        return seed
    end
end

local Ball = {}
Ball.__index = Ball

function Ball.new(random)
    local x, y = random() % WIDTH, random() % HEIGHT
    local vx, vy = random() % 300 - 150, random() % 300 - 150
    return setmetatable({ x = x, y = y, vx = vx, vy = vy }, Ball)
end

function Ball:bounce()
    local bounced = false
    self.x = self.x + self.vx
    self.y = self.y + self.vy
    if self.x > WIDTH then
        self.x, self.vx, bounced = WIDTH, -math.abs(self.vx), true
    end
    if self.x < 0 then
        self.x, self.vx, bounced = 0, math.abs(self.vx), true
    end
    if self.y > HEIGHT then
        self.y, self.vy, bounced = HEIGHT, -math.abs(self.vy), true
    end
    if self.y < 0 then
        self.y, self.vy, bounced = 0, math.abs(self.vy), true
    end
    return bounced
end

local bounces
for _ = 1, n do
    local random, balls = random_source(), {}
    for i = 1, 100 do balls[i] = Ball.new(random) end
    bounces = 0
    for _ = 1, 50 do
        for i = 1, #balls do
            if balls[i]:bounce() then bounces = bounces + 1 end
        end
    end
    assert(bounces == 1331)
end
print(("%d rounds of %d bounces"):format(n, bounces))
