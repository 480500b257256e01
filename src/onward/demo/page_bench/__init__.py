"""How fast every page of the website is on a nation: `./onward bench --pages`."""
