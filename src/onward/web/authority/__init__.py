"""What co-ordinators of an authority open: transfers of its schools, alarms, and the schools themselves."""
