"""Working days in England: Monday to Friday without bank holidays. Deadlines in booking terms count them."""
