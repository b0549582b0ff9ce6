"""``./dev deb``: the Debian packages of the products. Standard library only: part of it runs inside the chroot."""
