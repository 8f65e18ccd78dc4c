"""`base` is safe for production; `demonstration` and `testing` loosen it; `production` insists on its secrets."""
