"""The page as a scene in millimetres, and how it becomes PDF, PNG and SVG."""
