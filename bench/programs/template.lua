-- Templates: fills and renders text with gsub (functions, tables and strings as replacement),
-- escapes, and takes fields apart with gmatch and captures. The pattern matcher and its callbacks.
-- Size: pages.

local n = tonumber(arg and arg[1]) or 4000

local PAGE = [[
<html><head><title>{{title}}</title></head>
<body class="{{class}}">
  <h1>{{title}} &amp; {{ subtitle }}</h1>
  {% each items %}<li id="{{id}}">{{name}}: {{price}} ({{missing}})</li>
  {% end %}
  <p>Written on {{date}} by <a href="mailto:{{ mail }}">{{author}}</a>.</p>
</body></html>
]]

local QUERY = "title=A+%%3Cpage%%3E&class=c%d&author=J%%26R&mail=jr%%40example.org&date=%d"

local ESCAPES = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;", ['"'] = "&quot;" }

local function escape(text)
    return (text:gsub('[<>&"]', ESCAPES))
end

local function fill(template, values)
    return (template:gsub("{{%s*(%a+)%s*}}", function(name)
        local value = values[name]
        return value and escape(tostring(value)) or "-"
    end))
end

local function render(template, values)
    local expanded = template:gsub("{%% each (%a+) %%}(.-){%% end %%}", function(name, body)
        local parts = {}
        for i, item in ipairs(values[name]) do parts[i] = fill(body, item) end
        return table.concat(parts)
    end)
    return fill(expanded, values)
end

local function parse_query(query)
    local fields = {}
    for key, value in query:gmatch("([^&=]+)=([^&=]*)") do
        fields[key] = value:gsub("+", " "):gsub("%%(%x%x)", function(hex)
            return string.char(tonumber(hex, 16))
        end)
    end
    return fields
end

local function strip_tags(text)
    return (text:gsub("<[^>]*>", ""):gsub("%s+", " "):gsub("^%s", ""):gsub("%s$", ""))
end

local bytes, checksum = 0, 0
for page = 1, n do
    local values = parse_query(QUERY:format(page % 7, 1900 + page))
    assert(values.title == "A <page>" and values.author == "J&R")
    assert(values.mail == "jr@example.org")
    values.subtitle, values.items = '"quoted"', {}
    for i = 1, 12 do
        values.items[i] = { id = i, name = "item " .. i, price = ("%.2f"):format(i * page / 4) }
    end
    local text = render(PAGE, values)
    local year, author = text:match("Written on (%d+) by <a [^>]+>([^<]+)</a>")
    assert(year == ("%d"):format(1900 + page) and author == "J&amp;R")
    local _, items = text:gsub("<li id=", "")
    assert(items == 12 and not text:find("{{", 1, true))
    local plain = strip_tags(text)
    assert(plain:sub(1, 20) == "A &lt;page&gt; A &lt" and not plain:find("  ", 1, true))
    bytes = bytes + #text
    for i = 1, #plain, 5 do checksum = (checksum * 31 + plain:byte(i)) % 16777213 end
end
print(("%d pages, %d bytes, checksum %d"):format(n, bytes, checksum))
