// Package connection knows by which doors events come in and deeds go out, and
// who may knock: connections and tokens.
//
// Owns:  connection_door, connection_token, connection_compared.
// Needs: the house, for what only open adapters can say and for the story of an
// id (Networks, Teller); a key for secrets, and the one client for the outside.
// Tells: nothing. It hears facts for hooks (Hooks) and posts them (RFC 2104
// HMAC over "t.body"; docs/webhooks.md says what receivers may rely on).
// Never: keeps a token in a form that lets its reader use it; says why a token
// was not taken; posts history, or a fact to another workspace's hook.
package connection
