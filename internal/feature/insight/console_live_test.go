package insight

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestGroupThatTalksNow shows what was counted up to this moment, and sends the
// parts of its page again, each in the place of what is there.
func TestGroupThatTalksNow(t *testing.T) {
	s := lite(t)
	village(s)
	path := "/w/{ws}/groups/" + id.Show(id.Group(11))
	if page := s.page(path); strings.Contains(page, "data-live") {
		t.Error("a group of which no connection tells has a stream")
	}
	s.deps.told = Counted{Messages: 1234, People: 56, Last: dbtest.Noon.Add(-3 * time.Minute).UnixMilli()}
	page := s.page(path)
	for _, want := range []string{"1,234 条消息", "56 人说过话", "3 分钟前", `data-live="` + strings.ReplaceAll(path, "{ws}", id.Show(s.ws)) + `/live"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	w := s.get(path + "/parts")
	parts := w.Body.String()
	if w.Code != 200 || strings.Count(parts, `hx-swap-oob="true"`) != 13 || strings.Contains(parts, "<main") || !strings.Contains(parts, "1,234") {
		t.Errorf("the parts answer %d with %d parts", w.Code, strings.Count(parts, `hx-swap-oob="true"`))
	}
	s.colleague("looker", auth.ViewOnly, s.head())
	if parts := s.get(path + "/parts").Body.String(); strings.Contains(parts, "几点开门") || strings.Contains(parts, "/messages") {
		t.Error("who may not read messages reads them in a part")
	}
	for _, more := range []string{"/parts", "/live"} {
		if w := s.get("/w/{ws}/groups/" + id.Show(id.Group(99)) + more); w.Code != 404 {
			t.Errorf("%s of a group that is not there answers %d", more, w.Code)
		}
	}
}

// TestStreamTells within a second that somebody spoke, and that the group was
// measured anew.
func TestStreamTells(t *testing.T) {
	s := lite(t)
	village(s)
	s.deps.told = Counted{Messages: 1}
	server := httptest.NewServer(s.mux)
	t.Cleanup(server.Close)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/w/"+id.Show(s.ws)+"/groups/"+id.Show(id.Group(11))+"/live", nil)
	s.must(err)
	r.Host = "hs.example"
	for _, c := range s.cookies {
		r.AddCookie(c)
	}
	answer, err := http.DefaultClient.Do(r)
	s.must(err)
	t.Cleanup(func() { _ = answer.Body.Close() })
	stream := bufio.NewReader(answer.Body)
	told := func(what string) {
		t.Helper()
		began := time.Now()
		for range 2 {
			if line, err := stream.ReadString('\n'); err != nil || line != "data: changed\n" && line != "\n" {
				t.Fatalf("%s: the stream says %q (%v)", what, line, err)
			}
		}
		if took := time.Since(began); took > 5*time.Second { // else it was the heartbeat
			t.Errorf("%s was told after %v", what, took)
		}
	}
	told("the beginning")
	s.must(s.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE insight_group SET at = at + 1000 WHERE workspace = $1 AND group_id = 11`, s.ws)
		return err
	}))
	told("a measuring")
}
