"""What the map in the browser draws, and the HTML file that opens without internet."""
