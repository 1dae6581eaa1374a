// Package replay lets SOPs run over what has happened already: what they would
// have said and asked for, when and to whom, and what the gate would have stopped.
// It decides by the same engine as live SOPs do, in virtual time, and knows at each
// moment only what was known by then.
//
// What is assumed of people, because the past does not tell it:
//   - a to-do that a run waits for ends when it is due, by its default choice, or
//     goes on where it has none; nothing is filled in;
//   - whoever is asked whether a late step is still wanted does not say yes;
//   - what a run awaits comes only where it did come;
//   - nobody does anything else than they did, whatever is said to them;
//   - tags are only those that SOPs have given within the replay;
//   - who is staff, a friend, has agreed to what, and birthdays are as noted today;
//   - in which state a group is, is looked at once a day.
//
// Pure: no database, clock, network or chance. The same history gives the same
// touches, and the beginning of a history gives the beginning of them.
package replay
