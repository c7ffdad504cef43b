print("a\z    b")              --> ab
print("a\z

       b\z")                   --> ab
print("x\z
	 y" == "xy")               --> true
print(#"\z  ")                 --> 0
