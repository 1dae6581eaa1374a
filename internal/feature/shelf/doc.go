// Package shelf keeps what came of each sharing in a group: a summary that people
// wrote, found again by whoever comes later. WeChat groups have no group files.
//
// Owns:  shelf_piece, shelf_place.
// Needs: the house, for the groups there are, the organisation, the zone of a
// workspace's days, and what was filled in with a to-do (Neighbours).
// Tells: nothing.
// Never: summarises by itself, or adds anything to what people wrote; follows a link
// or shows it as one; sends anything into a group; logs a title, a summary or a name.
//
// Looking for something is a plain search through title and summary, both folded (width,
// case, simplified and traditional characters): it finds one Chinese character as well as
// ten, reads a workspace's pieces one by one, and there are at most two thousand of them.
// What an older program folded is folded while looking, until Sweep has done it.
//
// What it holds is free text by staff: titles, summaries, links, and who shared. It is
// theirs, and what stands in it of a member is not looked for when that member is
// forgotten, except for the field that says who shared, which is emptied where it is
// their name.
package shelf
