"""What a school office does: who leaves, who comes, and the records between them."""
