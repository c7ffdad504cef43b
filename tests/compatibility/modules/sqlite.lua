-- LuaSQL for SQLite: environments, connections and cursors are userdata with finalizers.
local driver = need("luasql.sqlite3", "lua-sql-sqlite3")
local environment = assert(driver.sqlite3())
local db = assert(environment:connect(":memory:"))
expect(db:execute("create table people (name text, age integer, height real)"), 0)
assert(db:setautocommit(false))
for i = 1, 500 do
    assert(db:execute(("insert into people values ('%s', %d, %f)"):format(db:escape("o'" .. i), i, i / 4)))
end
assert(db:commit())
local cursor = assert(db:execute("select name, age, height from people where age > 490 order by age"))
expect(cursor:getcolnames(), { "name", "age", "height" })
local row, rows, ages = cursor:fetch({}, "a"), 0, 0
while row do
    rows, ages = rows + 1, ages + row.age
    expect({ row.name, row.height == row.age / 4 }, { "o'" .. math.tointeger(row.age), true })
    row = cursor:fetch(row, "a")
end
expect({ rows, ages }, { 10, 4955 })
assert(db:execute("delete from people where age > 100"))
assert(db:rollback())
cursor = db:execute("select count(*) from people")
expect(math.tointeger(cursor:fetch()), 500)
cursor:close()
local nothing, problem = db:execute("selec nonsense")
expect({ nothing == nil, problem:find("syntax error", 1, true) ~= nil }, { true, true })
expect((pcall(cursor.fetch, cursor)), false, "a closed cursor")
expect(tostring(db):match("^SQLite3 connection"), "SQLite3 connection")
assert(db:close())
assert(environment:close())
collectgarbage()
print("ok")
