"""PDF files: the faces, what they can't print, and the renderer in a process of its own."""
