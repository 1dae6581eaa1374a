// Package roll reads the sign-up chains that people write one below the other in a
// group: who wants what, how much of it, and where they fetch it. It reads simplified
// and traditional Chinese, and English, whatever the page speaks.
//
// What it is not sure of it says, and guesses nothing: a row with a Why counts
// nowhere until a person has looked. Every line of the text is accounted for once.
//
// Pure: no database, clock or chance.
//
// # How a text is read
//
// Read goes through it in this order; each step knows what the ones before it found.
//
//   - The lines: which are numbered, which tell who wrote and when, where a copy of
//     the list begins (reader). Cells of a sheet and forms are put into rows (table).
//   - The head: what is sold at what price and within which limits, where it is
//     fetched, until when (head, headlike, pricelines, goods, money, places), and
//     headings between the rows that say where those below them fetch it (sections).
//   - The rows, twice: the first pass learns which goods people name that no head
//     tells of, and who is there; the second reads with that known (entries). A row is
//     cut into name, door, phone, place and remark (entry, names, words, wish, aside),
//     and what is left into goods and amounts (parsing, amount), which are then paired
//     (pairing, each, glued, codes, short). English rows go their own way (english and
//     the files that begin so). Where people sign up themselves, a row counts persons
//     (signup, attendee, ages, company, fees, english_signup).
//   - Doubts that only the whole list shows: one word that nobody else uses, an amount
//     far from all others (net). A rule for a new style of writing asks rather than
//     guesses; net catches what no rule has thought of.
//   - The copies of the list are laid over each other, and lines that change a row are
//     applied to it (copies, edits, later, cancel, same, below, english_edit).
//
// Written puts a list back into words, so that Read reads the same again (write).
//
// # How it is kept honest
//
// testdata has chains with what they say, line by line, many by people who did not
// know the rules; a line read otherwise than it says fails the tests, asked or not
// asked is counted (corpus_test). A new rule comes with its near misses in a table.
package roll
