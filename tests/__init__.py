"""The tests, as a package of their own: a library that is installed brings one of this name along, too."""
