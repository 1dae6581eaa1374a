// Package playbook keeps groups on their SOPs: what is to be said and done at
// which time, and on which event. So far it has three rooms and no house-mates:
// script reads the document in which an SOP is written, when knows at which
// instants something scheduled happens, wording what must not be said.
//
// Owns:  nothing stored yet.
// Needs: its own rooms.
// Tells: nothing yet.
// Never: sends without the outbox.
package playbook
