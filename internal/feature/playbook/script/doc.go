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
//
// What runs a playbook takes it so:
//
//   - T, from which "at" counts, is the moment of the form, the festival, the yearly
//     day or the repetition that began the run. Steps before T are done before it.
//   - What is gathered begins one run for each; the steps that say something to the
//     group at once are said once for all, with event.count and {{人数}}.
//   - Of the wordings those are left whose condition holds; with none left, or where
//     live data cannot be had, "without" is said, and without that a person is asked.
//   - A task with choices or fields to fill is waited for until it is due; then its
//     default is taken, or the run goes on, and what needs the fields asks a person.
//   - A step on hold is looked at again after "again", and after "most" its owner is
//     asked.
package script
