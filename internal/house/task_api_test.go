package house

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// opens asks for a to-do under a key.
func (d *desk) opens(token, key, body string) (int, map[string]any) {
	d.t.Helper()
	h := d.h
	defer func() { d.h = h }()
	d.h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Content-Type", "application/json")
		if key != "" {
			r.Header.Set("Idempotency-Key", key)
		}
		h.ServeHTTP(w, r)
	})
	return d.call(token, http.MethodPost, "/tasks", body)
}

// TestProgramsSettleTodos: a token of the scope opens, lists, reads and settles
// to-dos of its own workspace, the same key once; every other is told no.
func TestProgramsSettleTodos(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		tasks, read, other := k.token(k.ws, "", "tasks"), k.token(k.ws, "", "read,send,events"), k.token(k.ws+1, "", "tasks")
		code, made := k.opens(tasks, "客户：王小姐", `{"title":"给王小姐回电","proof":true}`)
		name, _ := made["id"].(string)
		if code != 202 || made["state"] != "open" || made["proof_asked"] != true || !strings.HasPrefix(name, "task_") {
			t.Fatalf("%d: %v", code, made)
		}
		if n := k.number(`SELECT COUNT(*) FROM task_item WHERE workspace = $1 AND key LIKE '%王%'`, k.ws); n != 0 {
			t.Error("the key of a to-do holds a name")
		}
		if code, again := k.opens(tasks, "客户：王小姐", `{"title":"给王小姐回电","proof":true}`); code != 202 || again["id"] != name {
			t.Errorf("the same key: %d %v", code, again)
		}
		if code, _ := k.opens(tasks, "客户：王小姐", `{"title":"别的事"}`); code != 409 {
			t.Errorf("another to-do under the key: %d", code)
		}
		for _, c := range []struct {
			token, method, path, body string
			want                      int
		}{
			{read, "GET", "/tasks", "", 403}, {read, "GET", "/tasks/" + name, "", 403}, {read, "POST", "/tasks/" + name + "/done", `{"proof":"x"}`, 403},
			{other, "GET", "/tasks/" + name, "", 404}, {other, "POST", "/tasks/" + name + "/done", `{"proof":"x"}`, 404},
			{other, "POST", "/tasks/" + name + "/skip", `{"reason":"no-time"}`, 404}, {tasks, "GET", "/tasks/task_x", "", 404},
			{tasks, "POST", "/tasks/" + name + "/done", `{}`, 422}, {tasks, "POST", "/tasks/" + name + "/skip", `{"reason":"own-words"}`, 422},
			{tasks, "POST", "/tasks/" + name + "/skip", `{"reason":"bored"}`, 422}, {tasks, "GET", "/tasks?cursor=x", "", 422},
			{tasks, "POST", "/tasks/" + name + "/done", `{"proof":"https://x.example/1"}`, 202}, {tasks, "POST", "/tasks/" + name + "/done", `{"proof":"x"}`, 409},
			{tasks, "GET", "/tasks/" + name, "", 200},
		} {
			if code, got := k.call(c.token, c.method, c.path, c.body); code != c.want {
				t.Errorf("%s %s %s answers %d %v, want %d", c.method, c.path, c.body, code, got, c.want)
			}
		}
		if n := k.number(`SELECT COUNT(*) FROM audit_entry WHERE workspace = $1 AND by_kind = 'token' AND action IN ('task.opened', 'task.done')`, k.ws); n != 2 {
			t.Errorf("%d entries in the record", n)
		}
		if code, _ := k.opens(tasks, "", `{"title":"x"}`); code != 422 {
			t.Errorf("without a key: %d", code)
		}
	})
}

// TestProgramsSeeEveryTodoOnce: pages by cursor, of what is open and of what has
// ended, also where many are due or ended at once.
func TestProgramsSeeEveryTodoOnce(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		token := k.token(k.ws, "", "tasks")
		due := k.app.times.Of(k.ws).Now().Add(time.Hour)
		k.write(func(tx *db.Tx) error {
			var all []task.New
			for n := range 23 {
				one := task.New{Key: "n/" + string(rune('a'+n)), Kind: task.Other, Title: "事"}
				if n%3 > 0 {
					one.Due = due
				}
				all = append(all, one)
			}
			opened, err := k.app.Task.Open(t.Context(), tx, k.ws, all)
			for _, one := range opened[:11] {
				if err == nil {
					err = k.app.Task.Settle(t.Context(), tx, k.ws, one.Key, task.Outcome{})
				}
			}
			return err
		})
		for state, want := range map[string]int{"open": 12, "finished": 11} {
			seen, next := map[any]bool{}, ""
			for pages := 0; pages < 9; pages++ {
				_, got := k.call(token, "GET", "/tasks?state="+state+"&limit=4&cursor="+next, "")
				list, _ := got["tasks"].([]any)
				for _, one := range list {
					at, _ := one.(map[string]any)
					if seen[at["id"]] {
						t.Errorf("%s: %v twice", state, at["id"])
					}
					seen[at["id"]] = true
				}
				if next, _ = got["next"].(string); next == "" {
					break
				}
			}
			if len(seen) != want {
				t.Errorf("%s: %d, want %d", state, len(seen), want)
			}
		}
	})
}
