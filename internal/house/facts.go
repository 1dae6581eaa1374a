package house

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/router"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// teller makes facts of what a batch has recorded.
type teller struct{ herald *herald.Herald }

// tell keeps the facts of a batch for those who want to hear them, in the order
// in which the events were routed.
func (t teller) tell(ctx context.Context, tx *db.Tx, ws id.Workspace, batch []router.Routed, said *chat.LiveBatch) error {
	wanted, err := t.herald.Wanted(ctx, tx, ws)
	if err != nil || len(wanted) == 0 {
		return err
	}
	var facts []fact.Fact
	if wanted[fact.BatchRecorded] {
		facts = append(facts, batchFact(tx, batch, said)...)
	}
	fresh := map[int]bool{} // messages and moves that were not known before
	for _, r := range said.Fresh {
		fresh[r.Place] = true
	}
	for i := range batch {
		e := &batch[i].Event
		kind := factOf[e.Kind]
		if _, refused := said.Refused[i]; refused || !wanted[kind] || isRecorded(e.Kind) && !fresh[i] {
			continue
		}
		body, err := json.Marshal(bodyOf(e, kind, said.Where[i]))
		if err != nil {
			return fmt.Errorf("write a fact: %w", err)
		}
		facts = append(facts, fact.Fact{Workspace: ws, Kind: kind, At: e.At, Event: batch[i].ID, Body: body})
	}
	return t.herald.Tell(ctx, tx, ws, facts)
}

// isRecorded reports whether events of a kind have rows by which one that comes
// again is known.
func isRecorded(k event.Kind) bool {
	return k == event.Message || k == event.Join || k == event.Leave || k == event.Remove
}

var factOf = map[event.Kind]fact.Kind{
	event.Message: fact.MessageRecorded, event.Edit: fact.MessageEdited, event.Delete: fact.MessageDeleted, event.Join: fact.MemberJoined,
	event.Leave: fact.MemberLeft, event.Remove: fact.MemberLeft, event.GroupCreated: fact.GroupCreated, event.GroupRenamed: fact.GroupRenamed,
	event.GroupDismissed: fact.GroupDismissed, event.OrderPaid: fact.OrderPaid, event.OrderRefunded: fact.OrderRefunded,
}

// bodyOf is what a fact tells of an event.
func bodyOf(e *event.Event, kind fact.Kind, group id.Group) any {
	where := fact.Where{Group: id.Show(group), Network: string(e.Network), Chat: string(e.Chat)}
	switch kind {
	case fact.MessageRecorded:
		return fact.Message{Where: where, Message: shownID(e, e.NativeID), From: personIn(e.Actor), Text: e.Body, ReplyTo: shownID(e, e.ReplyTo), At: e.At}
	case fact.MessageEdited:
		return fact.Message{Where: where, Message: shownID(e, e.Target), From: personIn(e.Actor), Text: e.Body, At: e.At}
	case fact.MessageDeleted:
		return fact.Message{Where: where, Message: shownID(e, e.Target), From: personIn(e.Actor), At: e.At}
	case fact.MemberJoined, fact.MemberLeft:
		m := fact.Move{Where: where, By: personIn(e.Actor), At: e.At, Found: e.Scene == event.Found}
		for _, s := range e.Subjects {
			m.Who = append(m.Who, personIn(s))
		}
		if len(e.Subjects) == 0 {
			m.Who, m.By = []fact.Person{m.By}, fact.Person{}
		}
		return m
	case fact.OrderPaid, fact.OrderRefunded:
		return fact.Order{Where: where, Order: e.Ref, Who: personIn(e.Actor), Amount: e.Amount, Currency: cmp.Or(e.Currency, "CNY"), At: e.At}
	}
	return fact.Named{Where: where, Name: e.Body, At: e.At}
}

// shownID is what a message is called where it came from: of what a program
// posted, the id that it gave.
func shownID(e *event.Event, m event.NativeMessage) string {
	if e.Network == event.Webhook {
		return webhook.OwnID(m)
	}
	return string(m)
}

func personIn(a event.Actor) fact.Person { return fact.Person{ID: string(a.ID), Name: a.Name} }

// batchFact says where the new messages of a batch lie.
func batchFact(tx *db.Tx, batch []router.Routed, said *chat.LiveBatch) []fact.Fact {
	type spot struct {
		group id.Group
		month int32
	}
	keys := map[spot][]int64{}
	add := func(r *chat.Recorded) {
		s := spot{r.Group, chat.Month(r.At)}
		keys[s] = append(keys[s], int64(r.Key))
	}
	for _, r := range said.Fresh {
		switch r.Kind {
		case event.Message, event.Join, event.Leave, event.Remove:
			add(r)
		}
	}
	for i := range said.Changed { // the month is that of the change: the hearer looks further back by itself
		add(&said.Changed[i])
	}
	if len(keys) == 0 {
		return nil
	}
	var b fact.Batch
	for s, k := range keys {
		b.Spots = append(b.Spots, fact.Spot{Group: s.group, Month: s.month, Keys: k})
	}
	slices.SortFunc(b.Spots, func(x, y fact.Spot) int { return cmp.Or(cmp.Compare(x.Group, y.Group), cmp.Compare(x.Month, y.Month)) })
	body, err := json.Marshal(b)
	if err != nil { // numbers marshal
		return nil
	}
	return []fact.Fact{{Kind: fact.BatchRecorded, At: tx.Now, Event: batch[0].ID, Body: body}}
}
