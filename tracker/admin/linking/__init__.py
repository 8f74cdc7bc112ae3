"""The linking desk: last year's pledges beside what this year's report says became of them."""
