"""The words around a map: title, strip of numbers, published figures."""
