// Package wechat reads WeChat chat histories that export tools wrote.
//
// Owns: the layouts of chatlog (JSON, CSV), WeFlow and EchoTrace (JSON) and
// MemoTrace (CSV), and the meaning of WeChat's type numbers.
//
// Needs: package notice, which reads the system notices; and an export.Input
// that can be opened twice, since two of the layouts say who is who only
// further down the file.
//
// Never: reads a one-to-one chat. Its messages are counted and left out, with
// one Skip that says so.
//
// WeChat ids (wxid_…, …@chatroom) are the same in every file and on every
// account, so events carry no namespace. Where the id of the account that
// made the file is known, 你 and "you" are that account; where it is not,
// they are the person "self@" + chat, named 我 and marked Self, who exists in
// that one chat so that two colleagues' files do not become one person.
//
// Events come in the order of the file, except notices: they name people as
// they are shown, and whose name that is may be known only later, so they are
// told at the end of the file, in their own order.
package wechat
