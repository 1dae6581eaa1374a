// Package desktop is what a program needs to know of the computer of the person
// who opens it by a double-click: where their data belong, how a browser is
// opened, who else of the same program is running, and whether a terminal was
// made for it.
//
// Owns: two small files in the data folder, huoshui.lock and open.json. Where the
// system can, the folder itself is locked too.
// Never: trusts the number of a process; hands an address to a shell; runs twice
// on one folder.
package desktop
