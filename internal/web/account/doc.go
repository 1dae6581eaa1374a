// Package account is the pages about who may come in: signing in, one-time
// links, choosing and making a workspace, accounts, the organisation, and
// one's own account.
//
// Owns: /, /sign-in, /sign-out, /link/…, /me, /workspaces, and in a workspace
// settings, staff and units.
//
// Needs: the shell (web/console) and the accounts themselves (base/auth).
//
// Never: uses a one-time link on GET, for chat programs fetch links to preview
// them; shows a secret twice; decides who may do what, which is auth's.
package account
