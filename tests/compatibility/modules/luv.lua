-- luv: libuv's loop calls Lua functions from C; timers, a TCP echo, a child process, files, work in
-- other threads, each with a state of its own.
local uv = need("luv", "lua-luv")

-- Timers and a coroutine that waits for them.
local order = {}
local function sleep(milliseconds)
    local co = coroutine.running()
    local timer = uv.new_timer()
    timer:start(milliseconds, 0, function()
        timer:close()
        assert(coroutine.resume(co))
    end)
    coroutine.yield()
end
for _, delay in ipairs { 30, 10, 20 } do
    coroutine.wrap(function()
        sleep(delay)
        order[#order + 1] = delay
    end)()
end
uv.run()
expect(order, { 10, 20, 30 })

-- An echo over TCP.
local received
local server = uv.new_tcp()
assert(server:bind("127.0.0.1", 0))
assert(server:listen(16, function(problem)
    assert(not problem, problem)
    local peer = uv.new_tcp()
    server:accept(peer)
    peer:read_start(function(_, data)
        if data then peer:write(data:upper()) else peer:close() end
    end)
end))
local client = uv.new_tcp()
client:connect("127.0.0.1", server:getsockname().port, function(problem)
    assert(not problem, problem)
    client:read_start(function(_, data)
        received = data
        client:close()
        server:close()
    end)
    client:write("hello")
end)
uv.run()
expect(received, "HELLO")

-- A child process with its output.
local output, exit_code = {}, nil
local pipe = uv.new_pipe(false)
local handle = uv.spawn("/bin/sh", { args = { "-c", "echo one; echo two; exit 5" }, stdio = { nil, pipe } },
    function(code) exit_code = code end)
pipe:read_start(function(_, data)
    if data then output[#output + 1] = data else pipe:close() end
end)
uv.run()
handle:close()
uv.run()
expect({ table.concat(output), exit_code }, { "one\ntwo\n", 5 })

-- Files, with and without a callback.
local path = os.tmpname()
local fd = assert(uv.fs_open(path, "w", 384))
expect(uv.fs_write(fd, { "a", "bc" }, 0), 3)
uv.fs_close(fd)
local size
uv.fs_stat(path, function(problem, stat) assert(not problem) size = stat.size end)
uv.run()
expect(size, 3)
os.remove(path)

-- A function sent to another thread: string.dump there, load here, in a fresh state.
local sum
local work = uv.new_work(function(n)
    local total = 0
    for i = 1, n do total = total + i end
    return total, _VERSION
end, function(total, version) sum = { total, version } end)
work:queue(1000)
uv.run()
expect(sum, { 500500, "Lua 5.4" })

local thread = uv.new_thread(function(a, b) assert(a == "x" and b == 2) end, "x", 2)
expect(thread:join(), true)

-- An error in a callback is reported, and the loop goes on.
expect(uv.loop_alive(), false)
print("ok")
