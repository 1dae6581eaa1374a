// Package connection knows by which doors events come in and deeds go out, and
// who may knock: connections and tokens.
//
// Owns:  connection_door, connection_token.
// Needs: nothing of its neighbours.
// Tells: nothing.
// Never: keeps a token in a form that lets its reader use it; says why a token
// was not taken.
package connection
