"""The polite collector: reads the portal's public pages, slowly, when the operator switched it on, and never otherwise.

Everything it reads goes the way of any file brought in by hand; nothing in the product asks whether it is on.
"""
