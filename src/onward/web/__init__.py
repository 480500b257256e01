"""The website: what school offices, co-ordinators, national officers and administrators open every morning.

Server-rendered pages that work without script. A view translates; what is decided stands in the rooms below.
"""
