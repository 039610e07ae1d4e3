"""Files that Office edits: DOCX, PPTX, XLSX."""
