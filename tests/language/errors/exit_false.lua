--@ exit 1
os.exit(false)
