package ask

// The words that open an English question: an interrogative and an auxiliary
// (what is, how do), or an auxiliary and a subject (can i, is there). Phrases
// are separated by commas.

// whWords and relatives open a question when an auxiliary follows.
const whWords = `what, when, where, why, how, what time, what size, what kind, what type, what sort, what color, what colour, what price, what version, what date, how exactly, why exactly, what exactly, what else`

// relatives are whWords that after a comma open a relative clause instead.
// Bare which is none: 'which is …' mostly goes on with somebody's sentence.
const relatives = `who, whom, which one, which ones, which version`

// auxiliaries open a question when a subject follows.
const auxiliaries = `is, are, was, were, does, did, can, could, should, would, will, am, may, shall, isn't, aren't, wasn't, weren't, doesn't, didn't, can't, couldn't, shouldn't, wouldn't, won't, hasn't, haven't, isnt, doesnt, didnt, cant, has, had`

// ambiguous are auxiliaries that are imperatives as well (do it, have a look);
// they open a question before a pronoun only.
const ambiguous = `do, have, don't, dont`

// subjects are the pronouns that follow an auxiliary in a question.
const subjects = `i, you, u, we, they, he, she, there, anyone, anybody, someone, somebody, everyone, people, ya, one, any of you, you guys`

// thingSubjects follow the unambiguous auxiliaries only: have this, do it.
const thingSubjects = `it, this, that, these, those, the, a, an, my, your, our, their, his, her, its, any, some, all, such, each, both, no one, nobody, free`

// contracted are an interrogative and an auxiliary in one word.
const contracted = `what's, where's, how's, who's, when's, why's, whats, wheres, hows, where're, what're, how'd, why'd, what'd, how're`

// openings open a question by themselves.
const openings = `how much, how many, how long, how often, how far, how old, how big, how soon, how come, how about, what about, what if, any idea, any ideas, any suggestions, any suggestion, anyone know, anyone knows, anyone have, anyone has, anyone got, anyone tried, anybody know, anybody knows, anybody have, any chance, any news, any update, any updates, any recommendations, is there, are there, can i, how to, is it possible, is anyone, does anyone, has anyone`

// notOpenings open an exclamation or a saying, not a question.
const notOpenings = `how nice, how cute, how lovely, how sweet, how about that, what a, what an, why not, how dare, who cares, what can i say, how much i, how much we, was the best, what is more, what's more, may the, may you, may all`

// openers are said before a question and skipped.
const openers = `hi, hello, hey, so, and, but, ok, okay, well, also, btw, um, uh, hmm, guys, please, pls, sorry, then, or, oh, yes, no, now, wait, excuse me, just wondering, quick question, question, by the way, anyway, actually, in that case, hi all, hi guys, hi everyone, hello everyone, hey guys, dear, sir, boss`

// askingEnglish are phrases that ask wherever they stand in a clause.
const askingEnglish = `anyone know, anyone knows, anybody know, anybody knows, does anyone, does anybody, has anyone, has anybody, did anyone, can anyone, can anybody, can someone, can somebody, could anyone, could someone, is anyone, any idea, any ideas, how do i, how do we, how do you, how does one, how can i, how can we, how should i, what should i, is there a way, is there any, do you know, how much`

// notAskingEnglish are longer phrases in which one of them asks nothing.
const notAskingEnglish = `don't have any idea, no idea, without any idea, not any idea, if anyone knows, if anybody knows, if anyone know, whether anyone, whether there is any, if there is any, know how do you, how much i, how much we, how much you, how much better, how much more, no matter how much, so how much`
