// Package playbook keeps groups on their SOPs: what is to be said and done at
// which time, and on which event. So far it has one room, when, which knows at
// which instants something scheduled happens.
//
// Owns:  nothing stored yet.
// Needs: its own room when.
// Tells: nothing yet.
// Never: sends without the outbox.
package playbook
