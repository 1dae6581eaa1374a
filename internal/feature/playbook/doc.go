// Package playbook keeps groups on their SOPs: what is to be said and done at
// which time, and on which event. Its rooms are pure: script reads the document
// in which an SOP is written, when knows at which instants something scheduled
// happens, wording what must not be said, cond what may be asked, engine what is
// done next, and agenda what stands in the calendar. Here runs are kept, and told
// what happens.
//
// Owns:  playbook_book, playbook_version, playbook_place, playbook_run,
// playbook_act, playbook_gather, playbook_feed, playbook_launch, playbook_stamp,
// playbook_trial; jobs of the kinds sop.run, sop.start, sop.sweep, sop.watch and
// sop.gather.
// Needs: Neighbours: who and where, what is known of them, and somebody who does
// what a run wants done, all in the same transaction; to-dos, requests, whose day comes
// and what the gate lets through, for the calendar (CalendarDeps).
// Tells: nothing. It hears facts (Hear), does jobs (Do), and is told how a to-do
// ended (Answer).
// Never: sends by itself; does a step of a run twice; changes a version; begins
// anything by what an import brought.
package playbook
