// Package chain turns a sign-up chain that was copied out of a group into a table: who
// wants what, how much of it, and where they fetch it.
//
// Owns:  chain_list, chain_row, chain_removed.
// Needs: the house, for the groups that people keep by hand and the zone of a
// workspace's days (Neighbours).
// Tells: nothing.
// Never: books an order or moves money: it is a list, and what it adds up is what the
// chain says; guesses what is not clear; logs a name, a phone number or a line of a
// chain; sends anything into a group; keeps a pasted text, with the talk in it, longer
// than it may be read anew: 30 days after a chain was changed last Sweep clears it. The
// table stays, with each person's own line, until the chain is removed; that there was
// one is known for a year.
//
// Money is in what the prices of a chain are written in, where all have one sign, and in
// 元 else: a workspace has no currency of its own, and nothing is converted. WeChat's own form of a chain was
// not checked on a real phone; the pages say so.
package chain
