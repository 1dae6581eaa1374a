// Package script is the document in which an SOP is written: YAML that people
// read and write, a published JSON Schema that editors complete and check it by,
// and a reader that says of every mistake where it stands and how to mend it.
//
// Pure: a text comes in; a playbook and what is wrong with it come out.
//
// Owns:  the format, its schema, the sentences about mistakes.
// Needs: its sisters when (times), cond (conditions) and wording (what must not be
// said).
// Never: knows a group, a member or a clock; runs anything; follows a YAML alias.
//
// Steps stand inside each other (branch, split, await hold lists of steps), so
// that a playbook has no way back and ends; what repeats is started anew by its
// triggers, and playbooks that call each other in a circle are refused.
package script
