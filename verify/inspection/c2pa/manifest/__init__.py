"""What a signed record says and how much of it counts. Pure: crJSON in, values out; no engine, no file, no network."""
