--@ exit 0
print(io.stderr:write("to ", "stderr\n") == io.stderr)   --> true
--! to stderr
