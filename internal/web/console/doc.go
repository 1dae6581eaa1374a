// Package console is the shell of the staff console: the frame, the menu and
// the look of every page, and the guard in front of every address.
//
// Owns: the session cookie, the cookies of language and theme, /static/ and
// /preference, the pages that say no (404, 403, 429, 5xx).
//
// Needs: accounts (base/auth); pages and menu items from whoever has some.
//
// Never: knows a feature; runs a statement of its own; shows the cause of an
// internal error; logs a name, an address of a person or a query string; lets
// an address of another workspace say anything but 404.
//
// A feature brings patterns below /w/{ws}/ with Handle, and pages made with
// NewPage. Its handler is given a Viewer who is signed in, has a grant in the
// workspace and may do the action; whatever it returns as an error becomes the
// page that fits, and nothing is written before a page has rendered whole.
package console
