print("yilan")
