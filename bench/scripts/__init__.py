"""Scripts in every text field of every kind of file: is any of them run by a browser?"""
