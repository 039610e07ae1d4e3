"""Old Vietnamese character sets → Unicode, and the gate that every foreign text passes."""
