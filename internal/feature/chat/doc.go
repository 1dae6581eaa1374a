// Package chat keeps what was said: messages, and the imports that brought them.
//
// Owns:  chat_import, chat_skip, chat_message, chat_repeat, chat_span,
// chat_live, chat_count, chat_author, chat_change, chat_inside, chat_compared;
// and the index of what was said: chat_line, chat_words (on SQLite),
// chat_unread, chat_unread_month, chat_reading.
// Needs: a Recogniser (who and where), Hearers (who must know of every batch in
// the same transaction), through needs.go.
// Tells: batches of recorded messages, and that an import ended or was undone.
// Never: shows anything of an import before it has finished; records a message
// twice; keeps an upload after its import is done.
package chat
