// Package task keeps what people are to do: for whom, why now, the text ready to
// copy, until when, and what became of it.
//
// Owns:  task_item, task_story, task_shift, task_feed, task_picture, task_image.
// Needs: who the staff are and where, names of groups and members, the zone of a
// workspace's days (Directory); by what rules fields are filled in (Forms); whether
// something may be said to people now (Gate); whoever wants to hear how its to-dos
// end (Hearer).
// Tells: a Hearer, in the transaction in which a to-do is settled or opened again.
// Never: sends anything; shows a to-do of a unit to somebody who does not see the
// unit, unless it is theirs; ranks people by what they have not done; lets a key
// or the record hold a text or a name.
package task
