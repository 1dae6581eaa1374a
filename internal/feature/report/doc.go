// Package report says what became of what was to be done: the execution rate
// (执行率) by group, person and step, with the reasons for what was left out, and
// the report of the day before that each unit gets in the morning.
//
// It is a feature and no room of playbook: half of what it counts are to-dos, which
// playbook knows nothing of; it has glossary, tables and pages of its own; and what
// it owns besides, addresses to which reports go, is nobody's business there.
//
// What counts. A step is due on the day its time comes. Automatic steps and those
// for people are counted apart. Left out of the count are steps whose condition did
// not hold, those that another run did for all, those that were taken back because
// they were needed no more, and members of a holdout, who get no steps. Every other
// step is exactly one of: done in time, done late, left out (with its reason), still
// open, or overdue; these five sum to what was due. The rate is done ÷ (due − open).
// A step without a time limit has a day; an automatic one two hours, which a message
// that waits for quiet hours may use up. Days are those of the workspace's zone.
//
// Owns:  report_day (what became of each day's steps, which can be made anew at any
// time), report_seen, report_plan, report_sent, report_mail; jobs of the kind
// report.morning; deeds of the outbox whose action begins with "report.".
// Needs: Neighbours, for steps, names and the rest of the house; the outbox and the
// one client for the outside, by which it sends.
// Tells: nothing.
// Never: ranks people or shows one person's figures to those who do not lead them;
// writes names of members or what anybody said into a report; sends a day's report
// to the same address twice; sends from a workspace whose groups are simulated.
package report
