// Package phone lets phones of the local network see a console that otherwise
// only its own computer can open: the page that opens the door, the door itself,
// and the page on which a phone proves itself by a pairing code.
//
// Owns: /phone, /pair, and the second listener with its gate. What was paired is
// kept by base/auth as sessions of their own kind; codes and wrong tries are in
// memory and end with the program.
//
// Needs: the shell (web/console), accounts (base/auth), and the computer's network
// (needs.go), which whoever builds the program supplies.
//
// Never: listens before an owner asked for it; listens anywhere but at an address
// of a private network; takes the session of a browser at the phones' door, or that
// of a phone elsewhere; puts the pairing code into an address or a log, nor what it could be found by.
package phone
