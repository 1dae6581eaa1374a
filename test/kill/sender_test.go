//go:build unix

package kill_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

// sender is a shop that tells what happens, one request after the other, and
// sends again what was not answered.
type sender struct {
	tr    *trial
	n     int
	r     *rand.Rand
	token string
	bases []string // where it may be told; after a failure the next
	plan  []*happening

	sent  []*happening      // whatever was answered, in the order in which it was sent first
	first map[string][]byte // what was sent first under a key
	wrong string            // an answer that cannot be
	calls http.Client       // with connections of its own
	batch []*happening      // what is on its way
	raws  [][]byte          // as it is sent
	fresh []*happening      // of that, what was never sent before

	posts, lost, refused, keptUnanswered, duplicates, conflicts int
}

// mostBytes keeps a request under the 1 MB that are taken.
const mostBytes = 900_000

// run sends the plan.
func (s *sender) run() {
	s.first = map[string][]byte{}
	s.calls = http.Client{Timeout: time.Minute, Transport: &http.Transport{}}
	defer s.calls.CloseIdleConnections()
	for len(s.plan) > 0 && s.wrong == "" && s.tr.t.Context().Err() == nil {
		s.wait()
		s.fill()
		s.post()
		if s.wrong == "" && s.r.IntN(12) == 0 { // a whole batch again
			s.fresh = nil
			s.post()
		}
	}
}

// wait waits until something may be sent.
func (s *sender) wait() {
	if s.tr.sent.Load() < s.tr.allowed.Load() {
		return
	}
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for s.tr.sent.Load() >= s.tr.allowed.Load() {
		select {
		case <-look.C:
		case <-s.tr.t.Context().Done():
			return
		}
	}
}

// fill takes the next events of the plan, with some that were sent before and
// some that say something else under a known key.
func (s *sender) fill() {
	n := 1 << s.r.IntN(11) // as often a few as many
	n = min(1+s.r.IntN(n), 1000, len(s.plan))
	s.batch, s.raws, s.fresh = nil, nil, nil
	size := 0
	add := func(h *happening, raw []byte) {
		s.batch, s.raws = append(s.batch, h), append(s.raws, raw)
		size += len(raw) + 1
	}
	for n > 0 && size < mostBytes && len(s.batch) < 1000 {
		h := s.plan[0]
		s.plan = s.plan[1:]
		n--
		add(h, h.raw)
		s.fresh = append(s.fresh, h)
		s.tr.sent.Add(1)
		if len(s.sent) == 0 || len(s.batch) >= 1000 {
			continue
		}
		switch before := s.sent[s.r.IntN(len(s.sent))]; s.r.IntN(200) {
		case 0, 1, 2, 3:
			add(before, before.raw)
		case 4: // in one batch twice
			add(h, h.raw)
		case 5:
			other := *before
			other.Text += "改了"
			raw, err := json.Marshal(&other)
			if err != nil {
				s.wrong = err.Error()
			}
			add(before, raw)
		}
	}
}

// answer is what the program says of a request.
type answer struct {
	Accepted   int `json:"accepted"`
	Duplicates int `json:"duplicates"`
	Conflicts  int `json:"conflicts"`
}

// post sends the batch until it is answered, and compares the answer with what
// it must be.
func (s *sender) post() {
	body := append(append([]byte(`{"events":[`), bytes.Join(s.raws, []byte(","))...), `]}`...)
	want := s.expected()
	for tries := 0; ; tries++ {
		s.posts++
		status, got, err := s.once(body)
		switch {
		case s.tr.t.Context().Err() != nil:
			return
		case err != nil:
			s.lost++
			s.bases = append(s.bases[1:], s.bases[0])
		case status == http.StatusServiceUnavailable:
			s.refused++
			s.tr.refused.Add(1)
		case status != http.StatusOK:
			s.wrong = fmt.Sprintf("answered %d: %s", status, got)
			return
		default:
			s.judge(want, got, tries)
			return
		}
		select {
		case <-time.After(time.Duration(10+s.r.IntN(40)) * time.Millisecond): // as a sender does
		case <-s.tr.t.Context().Done():
			return
		}
	}
}

// once sends the batch once.
func (s *sender) once(body []byte) (int, string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.bases[0]+"/api/v1/events", bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	req.Header.Set("Content-Type", "application/json")
	res, err := s.calls.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, string(text), err
}

// expected is what must be answered where nothing of the batch was kept yet.
func (s *sender) expected() (want answer) {
	known := map[string][]byte{}
	for i, h := range s.batch {
		before, ok := s.first[h.key()]
		if !ok {
			before, ok = known[h.key()]
		}
		switch {
		case !ok:
			known[h.key()] = s.raws[i]
			want.Accepted++
		case bytes.Equal(before, s.raws[i]):
			want.Duplicates++
		default:
			want.Conflicts++
		}
	}
	return want
}

// judge holds an answer to what it must be. A request that broke off before was
// kept whole or not at all.
func (s *sender) judge(want answer, text string, tries int) {
	var got answer
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		s.wrong = fmt.Sprintf("the answer is not JSON: %v: %s", err, text)
		return
	}
	kept := answer{Duplicates: want.Accepted + want.Duplicates, Conflicts: want.Conflicts}
	switch {
	case got == want:
	case tries > 0 && got == kept:
		s.keptUnanswered++
	default:
		s.wrong = fmt.Sprintf("a batch of %d (try %d) was answered %+v, must be %+v", len(s.batch), tries, got, want)
		return
	}
	s.duplicates, s.conflicts = s.duplicates+got.Duplicates, s.conflicts+got.Conflicts
	for _, h := range s.fresh {
		s.first[h.key()] = h.raw
	}
	s.sent = append(s.sent, s.fresh...)
}
