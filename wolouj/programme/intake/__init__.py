"""What comes in from outside: spreadsheets read row by row, days as people write them, look-alikes."""
