// Package auth knows who signs in, to which workspaces, as what, and how far
// down the organisation they see.
//
// Owns: auth_workspace, auth_user, auth_unit, auth_grant, auth_session,
// auth_link, auth_attempt.
//
// Needs: a database, a source of ids and a source of randomness, all given.
//
// Never: keeps a password, a session token or a one-time token in a form that
// lets its reader use it; reads a row of another owner; writes a name, a login
// or an address to a log; knows what a page or a cookie is.
//
// Statements constrain the workspace. Those that do not are about a person
// across workspaces (auth_user, auth_session, auth_attempt, the list of the
// workspaces somebody may enter) or find a one-time link by its 256-bit secret.
package auth
