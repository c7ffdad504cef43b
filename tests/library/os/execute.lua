print(os.execute())                    --> true
print(os.execute("exit 0"))            --> true exit 0
print(os.execute("exit 5"))            --> nil exit 5
print(os.execute("kill -15 $$"))       --> nil signal 15
io.stdout:flush()
os.execute("echo from the shell")      --> from the shell
