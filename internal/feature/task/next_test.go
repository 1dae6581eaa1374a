package task_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// onward leads on from whatever was filled in.
type onward struct{}

func (onward) After(t *task.Task) (string, i18n.Text) {
	if t.Outcome.Values["留言"] == "" {
		return "", i18n.Text{}
	}
	return "notes/new?task=" + id.Show(t.ID), said("存起来", "存起來", "Keep it")
}

// TestADoneTodoLeadsOn with what was filled in: only once it is done, and only whoever
// may run things.
func TestADoneTodoLeadsOn(t *testing.T) {
	k := onSQLite(t)
	k.s.Next = onward{}
	one := k.open(question(plain("q")))[0]
	at := "/today/" + id.Show(one.ID)
	k.silent("open", k.page("/w/{ws}"+at), "notes/new")
	k.must(k.s.Done(t.Context(), k.ws, k.person("老板"), one.ID, task.Did{Choice: 2, Proof: "x", Values: map[string]string{"面额": "5", "留言": "好久不见"}}))
	k.says("done", k.page("/w/{ws}"+at), `/notes/new?task=`+id.Show(one.ID)+`">存起来</a>`)
	_, agent := k.join("客服", auth.Agent, k.shop)
	k.as(agent)
	k.says("an agent", k.page("/w/{ws}"+at), "好久不见")
	k.silent("an agent", k.page("/w/{ws}"+at), "notes/new")
}
