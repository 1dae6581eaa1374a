// Package diagnose judges chat exports without a database: it reads them into
// memory once, in any order, and measures every group.
//
// Owns:  nothing stored; the book it fills lives as long as the report.
// Needs: export (readers), measure (figures).
// Never: keeps the text of messages older than the days that conversation
// figures look at, or puts text into a report nobody asked quotes for.
package diagnose
