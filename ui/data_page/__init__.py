"""The screen of the data, piece by piece: upload, what was understood, proposals, what is stored, history."""
