"""How fast is Backfile, and how well does it rank, beside other engines?"""
