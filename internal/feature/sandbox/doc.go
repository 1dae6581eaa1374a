// Package sandbox shows the built-in chat platform and what Huoshui makes of
// it: a phone in which one acts as any member, the clock by which they live,
// and the story of every event.
//
// Owns:  nothing stored; what people and groups do is kept by the platform.
// Needs: the platform, and of its neighbours the story of each event, a
// workspace to do it in, somebody to slow the clock when nobody looks, and the
// one road on which anything leaves.
// Tells: nothing.
// Never: reaches a real network; shows anything that is simulated without
// saying so; tells Huoshui what a group's profile keeps to itself.
package sandbox
