"""The annual report: figures (figures, activity) become sentences and tables (content), those a PDF (pdf, render)."""
