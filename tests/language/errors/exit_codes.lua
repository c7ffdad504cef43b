--@ exit 7
print("out")     --> out
os.exit(7)
