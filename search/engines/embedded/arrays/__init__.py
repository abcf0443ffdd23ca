"""How does Backfile keep a Whoosh segment as flat arrays?

Whoosh lets an index choose its codec: the classes that write and read a segment. This one writes
every part of a segment as an array that a reader maps into memory and NumPy works on whole:

file   holds
-----  ------------------------------------------------------------------------------------------
.trm   the terms of all fields, sorted, with their statistics and where their postings begin
.ids   for each posting one byte of its document's number, or how far that is from the one before
.idh   for postings of rarer terms the rest of the number, see `ids`
.wgt   for each posting one byte that stands for its frequency and weight, see `weights`
.pos   for each occurrence its position, in one to four bytes, see `positions`
.doc   by document: field lengths, columns, values of facet fields, where the stored fields are
.sto   stored fields as JSON, compressed in blocks of many documents

Each file is a container of named arrays, see `container`. Numbers are little-endian; every array
begins at a multiple of 64 bytes. A segment's files never change once written; deletions are in
Whoosh's table of contents.

`codec` is the door for Whoosh, `build` and `merge` write, `segment` reads.
"""
