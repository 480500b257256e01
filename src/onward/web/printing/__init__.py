"""Pages as PDF files, to print or to keep. Each is made of what the page itself shows."""
