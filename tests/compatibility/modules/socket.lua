-- LuaSocket: an HTTP request over the loopback, answered by a server in another process (this
-- script again, with the argument "serve").
local socket = need("socket", "lua-socket")
if arg[1] == "serve" then
    local server = assert(socket.bind("127.0.0.1", 0))
    local _, port = server:getsockname()
    io.write(port, "\n")
    io.flush()
    for _ = 1, 2 do
        server:settimeout(20)
        local peer = assert(server:accept())
        peer:settimeout(20)
        local request = peer:receive("*l")
        local headers, line = {}, peer:receive("*l")
        while line and line ~= "" do
            local name, value = line:match("^(%S+):%s*(.*)$")
            headers[name:lower()] = value
            line = peer:receive("*l")
        end
        local body = headers["content-length"] and peer:receive(tonumber(headers["content-length"])) or ""
        local answer = request .. "|" .. body
        peer:send("HTTP/1.1 200 OK\r\nX-Server: orrery\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" ..
            ("%x\r\n%s\r\n0\r\n\r\n"):format(#answer, answer))
        peer:close()
    end
    os.exit(0, true)
end

local http, ltn12 = need("socket.http", "lua-socket"), require "ltn12"
local server = start(("-l need '%s' serve"):format(arg[0]))
local port = server:read("n")
local address = ("http://127.0.0.1:%d/some/path?q=1"):format(port)

local body, code, headers = http.request(address)
expect({ body, code, headers["x-server"] }, { "GET /some/path?q=1 HTTP/1.1|", 200, "orrery" })

local parts = {}
local sent = ("data "):rep(3000)
local _, status = http.request {
    url = address, method = "POST", headers = { ["content-length"] = #sent },
    source = ltn12.source.string(sent), sink = ltn12.sink.table(parts),
}
expect(status, 200)
expect(table.concat(parts) == "POST /some/path?q=1 HTTP/1.1|" .. sent, true)
expect({ server:close() }, { true, "exit", 0 })

-- Nobody listens there any more.
local nothing, problem = http.request(address)
expect({ nothing == nil, problem }, { true, "connection refused" })

-- UDP, select, timeouts, protected calls.
local a, b = assert(socket.udp()), assert(socket.udp())
assert(a:setsockname("127.0.0.1", 0))
assert(b:setpeername(a:getsockname()))
assert(b:send("datagram"))
local readable = socket.select({ a }, nil, 5)
expect({ #readable, a:receive() }, { 1, "datagram" })
a:settimeout(0.01)
expect({ select(2, a:receive()) }, { "timeout" })
local try = socket.newtry(function() b:close() end)
expect({ select(2, socket.protect(function() try(nil, "gave up") end)()) }, { "gave up" })

local mime = require "mime"
expect({ (mime.b64("Hello, world")), (mime.unb64("SGVsbG8=")) }, { "SGVsbG8sIHdvcmxk", "Hello" })
expect(require("socket.url").parse("http://u@h:80/p?q#f").port, "80")
print("ok")
