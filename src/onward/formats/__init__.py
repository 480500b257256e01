"""Pure: what organisations send and receive, as files and documents. Parses and writes; decides nothing."""
