// Package desk is the way in for the person at whose own computer the program
// runs, opened by a double-click: the browser arrives signed in, a second start
// finds the first, and a page ends it.
//
// Owns: /open, /open/… and /quit, which only that way of starting has, and the
// plain pages shown before the console is there and after it has gone.
//
// Needs: the shell (web/console), the accounts (base/auth), a listener.
//
// Never: answers anybody from another computer or under another name; keeps a way
// in anywhere but in memory; asks for a password.
package desk
