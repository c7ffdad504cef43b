--@ exit 0
io.write("buffered output is flushed")
os.exit(true, true)
--> buffered output is flushed
