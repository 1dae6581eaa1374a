// Package record is the page that says who did what, and when, in a workspace.
// It is a package of its own beside the settings pages: they are about who may
// come in, and it is about all that anybody did, of which base/audit keeps the
// words that are the same for every feature.
//
// Owns: settings/record in a workspace.
//
// Needs: the shell, the accounts, the record (base/audit), and from the house
// where the page of an id is, since a shell knows no feature.
//
// Never: changes anything; names a user of another workspace; shows who may not
// manage what others did.
package record
