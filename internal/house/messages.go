package house

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/web/api"
)

// Limits on messages that programs ask for.
const (
	messageBytes = 64 << 10 // of a request
	mostMessages = 1000     // that may wait at a connection
)

// askedPrefix begins the keys of deeds that programs ask for; only these are
// told of.
const askedPrefix = "api/"

// messageIn is a message that is to be said.
type messageIn struct {
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"200" doc:"Your own id of the message. The same key is the same message, however often it is asked for."`
	Body struct {
		Group      string `json:"group" maxLength:"40" doc:"Id of the group, as GET /api/v1/groups tells it."`
		Text       string `json:"text" minLength:"1" maxLength:"8000" doc:"What is said."`
		ReplyTo    string `json:"reply_to,omitempty" maxLength:"512" doc:"What the network calls the message that is answered."`
		Connection string `json:"connection,omitempty" maxLength:"40" doc:"Id of the connection it leaves by; needed only where several lead to the group's network."`
		Purpose    string `json:"purpose,omitempty" enum:"news,selling,announcement,at_all,ask,order_service" doc:"What it is for. A message that says so keeps to the workspace's rules: caps, quiet hours, no selling before a group is won. Without it, it counts as said on the spot and only the switch that stops everything holds it."`
	}
}

// messageOut is how a message stands.
type messageOut struct {
	ID         string     `json:"id"`
	State      string     `json:"state" enum:"waiting,sending,sent,refused,uncertain,human,unsupported,dropped" doc:"uncertain: nobody knows whether it was said, and a person decides. human: it is prepared, and a person says it."`
	Connection string     `json:"connection"`
	Created    time.Time  `json:"created"`
	Ended      *time.Time `json:"ended" doc:"null while it is not settled."`
	Due        *time.Time `json:"due" doc:"When it is tried again or first; null where it is not."`
	Attempts   int        `json:"attempts"`
	Message    string     `json:"message,omitempty" doc:"What the network calls it, once it is sent."`
	Code       string     `json:"code,omitempty" doc:"The network's word for why not."`
	Why        string     `json:"why,omitempty"`
}

type messageAt struct {
	ID string `path:"id" maxLength:"40"`
}

var (
	noGroup = i18n.Text{
		Hans: "没有找到这个群。群的编号见 GET /api/v1/groups。",
		Hant: "找不到這個群組。群組的編號見 GET /api/v1/groups。",
		En:   "There is no such group. GET /api/v1/groups tells the ids of groups.",
	}
	noMessage = i18n.Text{Hans: "没有找到这条消息。", Hant: "找不到這則訊息。", En: "There is no such message."}
	noWay     = i18n.Text{
		Hans: "没有能往这个群发消息的接入。请先接上它的聊天平台；只收事件的来源不能往外发。",
		Hant: "沒有能往這個群組傳送訊息的連線。請先接上它的聊天平台；只收事件的來源不能往外傳送。",
		En:   "No connection leads into this group. Connect its network first; a source that only posts events takes no messages.",
	}
	whichWay = i18n.Text{
		Hans: "这个平台有几个接入，请用 connection 写明从哪一个发。",
		Hant: "這個平台有多個連線，請用 connection 寫明從哪一個傳送。",
		En:   "Several connections lead to this network. Name the one to use with connection.",
	}
	otherMessage = i18n.Text{
		Hans: "这个 Idempotency-Key 已经用来发过另一条内容。请换一个；那一条没有变。",
		Hant: "這個 Idempotency-Key 已用於另一則內容。請換一個；那一則沒有變。",
		En:   "This Idempotency-Key was used for something else, which stays as it is. Use another.",
	}
	tooManyWait = i18n.Text{
		Hans: "这个接入已有 %d 条消息等着发，请等发出一些再试。",
		Hant: "這個連線已有 %d 則訊息等待傳送，請等送出一些再試。",
		En:   "%d {message waits|messages wait} at this connection already. Try again when some have left.",
	}
	badText = i18n.Text{
		Hans: "text 里要有看得见的字，也不能有编号为零的字符。",
		Hant: "text 裡要有看得見的字，也不能有編號為零的字元。",
		En:   "text needs something that can be seen, and holds no zero characters.",
	}
)

// addMessages adds what has messages leave, and tells how they stand.
func (a *App) addMessages(s *api.Shell, k *kernel) {
	api.Ask(s, "/messages", "Say something in a group", api.Send, messageBytes, func(ctx context.Context, c api.Caller, in *messageIn) (*messageOut, error) {
		var deed outbox.Deed
		err := a.DB.Write(ctx, func(tx *db.Tx) (err error) {
			deed, err = a.askFor(ctx, tx, c, in)
			return err
		})
		if err != nil {
			return nil, err
		}
		k.outbox.Put()
		return messageAs(deed), nil
	})
	api.Get(s, "/messages/{id}", "How a message stands that was asked for", func(ctx context.Context, c api.Caller, in *messageAt) (*messageOut, error) {
		d, err := id.Parse[id.Deed](in.ID)
		if err != nil {
			return nil, fault.Because(err, fault.NotFound, noMessage.With())
		}
		var deed outbox.Deed
		err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
			deed, err = outbox.Get(ctx, tx, c.Workspace, d)
			return err
		})
		if fault.KindOf(err) == fault.NotFound || err == nil && !strings.HasPrefix(deed.Key, askedPrefix) {
			return nil, fault.New(fault.NotFound, noMessage.With())
		}
		return messageAs(deed), err
	})
}

// askFor puts a message into the outbox, unless it is there already: a key is of
// the source whose token is shown.
func (a *App) askFor(ctx context.Context, tx *db.Tx, c api.Caller, in *messageIn) (outbox.Deed, error) {
	if strings.TrimSpace(in.Body.Text) == "" || strings.ContainsRune(in.Body.Text+in.Body.ReplyTo+in.Key, 0) {
		return outbox.Deed{}, fault.New(fault.Invalid, badText.With())
	}
	by, chat, err := a.wayInto(ctx, tx, c.Workspace, in.Body.Group, in.Body.Connection)
	if err != nil {
		return outbox.Deed{}, err
	}
	said := channel.Deed{Key: askedPrefix + id.Show(c.Connection) + "/" + in.Key, Action: channel.Send, Chat: chat,
		Text: in.Body.Text, ReplyTo: event.NativeMessage(in.Body.ReplyTo)}
	if in.Body.Purpose != "" {
		said.Purpose = &channel.Purpose{Kind: in.Body.Purpose, Origin: "api"}
	}
	body, err := json.Marshal(said)
	if err != nil {
		return outbox.Deed{}, fmt.Errorf("write a deed: %w", err)
	}
	before, err := outbox.ByKey(ctx, tx, c.Workspace, said.Key)
	switch {
	case err == nil:
		return sameAs(before, by, body)
	case fault.KindOf(err) != fault.NotFound:
		return before, err
	}
	waits, err := outbox.Waits(ctx, tx, c.Workspace, by, mostMessages)
	if err == nil && waits >= mostMessages {
		err = fault.New(fault.Limited, tooManyWait.With(waits))
	}
	if err == nil {
		err = a.Say(ctx, tx, c.Workspace, by, said)
	}
	if err != nil {
		return outbox.Deed{}, err
	}
	put, err := outbox.ByKey(ctx, tx, c.Workspace, said.Key) // another request may have been first
	if err != nil {
		return put, err
	}
	return sameAs(put, by, body)
}

// sameAs returns what was put under a key before, or Conflict where that was
// something else. After a week nobody knows what it was.
func sameAs(before outbox.Deed, by id.Connection, body []byte) (outbox.Deed, error) {
	if before.Connection != by || len(before.Body) > 0 && !bytes.Equal(before.Body, body) {
		return outbox.Deed{}, fault.New(fault.Conflict, otherMessage.With())
	}
	return before, nil
}

// wayInto finds a group of a workspace, and the connection by which something
// can be said in it.
func (a *App) wayInto(ctx context.Context, tx *db.Tx, ws id.Workspace, group, by string) (id.Connection, event.NativeChat, error) {
	g, err := id.Parse[id.Group](group)
	if err != nil {
		return 0, "", fault.Because(err, fault.NotFound, noGroup.With())
	}
	next, err := a.Community.GroupsAfter(ctx, tx, ws, "", g-1, 1)
	if err != nil {
		return 0, "", err
	}
	if len(next) == 0 || next[0].ID != g {
		return 0, "", fault.New(fault.NotFound, noGroup.With())
	}
	in := next[0]
	doors, err := a.Connection.Doors(ctx, tx, ws)
	if err != nil {
		return 0, "", err
	}
	var ways []connection.Door
	for _, d := range doors {
		if takesMessages(d) && d.Network == in.Network && (by == "" || id.Show(d.ID) == by) {
			ways = append(ways, d)
		}
	}
	switch {
	case len(ways) == 0:
		return 0, "", fault.New(fault.Invalid, noWay.With())
	case len(ways) > 1:
		return 0, "", fault.New(fault.Invalid, whichWay.With())
	}
	return ways[0].ID, in.Chat, nil
}

// takesMessages reports whether something can leave by a connection.
func takesMessages(d connection.Door) bool {
	return d.Closed.IsZero() && (speaks(d.Network) || d.Network == hand.Network)
}

func messageAs(d outbox.Deed) *messageOut {
	out := &messageOut{ID: id.Show(d.ID), State: string(d.State), Connection: id.Show(d.Connection), Created: d.Created,
		Attempts: d.Attempts, Message: d.Native, Code: d.Code, Why: d.Why}
	if !d.Ended.IsZero() {
		out.Ended = &d.Ended
	} else if d.State == outbox.Waiting {
		out.Due = &d.Due
	}
	return out
}
